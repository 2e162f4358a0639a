using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql.Tests;

public sealed class PrepareDataTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public PrepareDataTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The servers here are shell scripts.");

    [Theory]
    [InlineData("9.7.4", "8.4.6", "is older and cannot read it")]
    [InlineData("8.0.44", "9.7.4", "can read it from 8.4 on")]
    public async Task Data_of_a_version_that_the_server_cannot_read_is_refused_and_left_alone(string data, string server, string reason)
    {
        using var folder = new TestFolder().With(MySqlFlavour.MySql, data);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => PrepareAsync(folder, $"mysqld  Ver {server} for Linux"));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("--Db:DataDirectory=PATH", error.Message, StringComparison.Ordinal);
        Assert.Equal(data, await File.ReadAllTextAsync(folder.Data.VersionFileOf(MySqlFlavour.MySql), _ct));
    }

    [Fact]
    public async Task Data_of_the_other_flavour_is_refused()
    {
        using var folder = new TestFolder().With(MySqlFlavour.MySql);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => PrepareAsync(folder, "mysqld  Ver 10.11.14-MariaDB"));

        Assert.Contains("holds a database of MySQL, which MariaDB cannot read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_start_closes_the_accounts_without_a_password_and_grants_the_databases_by_their_exact_names()
    {
        using var folder = new TestFolder().With(MySqlFlavour.MariaDb, "10.11.1");

        await PrepareAsync(folder, "mysqld  Ver 10.11.14-MariaDB");

        var statements = await File.ReadAllLinesAsync(folder.Data.InitFile, _ct);
        Assert.Contains("DROP USER IF EXISTS 'root'@'127.0.0.1', 'root'@'::1', ''@'localhost';", statements);
        Assert.Contains(statements, s => s.StartsWith("ALTER USER 'root'@'localhost' IDENTIFIED BY '", StringComparison.Ordinal));
        Assert.Contains("CREATE DATABASE IF NOT EXISTS `my_shop` CHARACTER SET utf8mb4;", statements);
        Assert.Contains("GRANT ALL PRIVILEGES ON `my\\_shop`.* TO 'app'@'127.0.0.1';", statements);
    }

    [Fact]
    public async Task A_folder_that_could_not_be_made_ready_does_not_say_that_the_server_has_written_it()
    {
        using var folder = new TestFolder().With(MySqlFlavour.MySql, "8.4.5");
        Directory.CreateDirectory(folder.Data.InitFile); // Where the statements of the start are to be written.

        await Assert.ThrowsAnyAsync<Exception>(() => PrepareAsync(folder, "mysqld  Ver 9.7.4 for Linux"));

        Assert.Equal("8.4.5", await File.ReadAllTextAsync(folder.Data.VersionFileOf(MySqlFlavour.MySql), _ct));
    }

    [Fact]
    public void An_empty_password_file_is_refused()
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, "password"), "\n");

        var error = Assert.Throws<DistributedApplicationException>(() => folder.Data.Password);

        Assert.Contains("password is empty. Put back what it held", error.Message, StringComparison.Ordinal);
    }

    private async Task PrepareAsync(TestFolder folder, string says)
    {
        using var server = new FakeTool("mysqld", $"echo '{says}'");
        var program = await MySqlProgram.Installed(server.File("mysqld")).IdentifyAsync(_ct);
        await new PrepareData(
            folder.Data, reuse: false, new StartStatements("root-secret", new MySqlAccount("app", "secret"), ["my_shop"]), _ => { })
            .ExecuteAsync(program, _ct);
    }
}
