using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.AppHost.Tests.MySql;

public sealed class LocalMySqlTests
{
    private static readonly CommerceStackOptions DatabaseOnly = new() { DatabaseOnly = true };
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb", Explicit = true)] // A download of its own where MySQL is to be had.
    public async Task A_commit_survives_kill_9_and_the_server_keeps_its_promises(string flavour)
    {
        var options = new CommerceStackOptions { DatabaseOnly = true, AppHostArgs = [$"--Commerce:MySql:Flavour={flavour}"] };
        await using var stack = await CommerceStack.CreateAsync(options, _ct);
        var server = new MySqlConnectionStringBuilder(await stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct));
        Assert.Equal(("127.0.0.1", "commerce", "commerce"), (server.Server, server.UserID, server.Database));
        await ExecuteAsync(server.ConnectionString, "CREATE TABLE promises (id INT PRIMARY KEY) ENGINE=InnoDB; INSERT INTO promises VALUES (42)");

        await stack.KillAsync(StackResources.MySql, _ct);
        await stack.StartAsync(StackResources.MySql, _ct);

        Assert.Equal("42", await ReadAsync(server.ConnectionString, "SELECT id FROM promises"));
        Assert.Equal("1 1 500 utf8mb4", await ReadAsync(
            server.ConnectionString,
            "SELECT CONCAT_WS(' ', @@sync_binlog, @@innodb_flush_log_at_trx_commit, @@max_connections, @@character_set_server)"));
    }

    [Fact]
    public async Task The_services_account_has_its_two_databases_and_nothing_else()
    {
        await using var stack = await CommerceStack.CreateAsync(DatabaseOnly, _ct);
        var commerce = await stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct);

        await ExecuteAsync(commerce, "CREATE TABLE paymentgateway.mine (id INT)");

        Assert.Equal("commerce@127.0.0.1", await ReadAsync(commerce, "SELECT CURRENT_USER()"));
        await AssertDeniedAsync(() => ExecuteAsync(commerce, "CREATE DATABASE other"));
        await AssertDeniedAsync(() => ReadAsync(commerce, "SELECT user FROM mysql.user LIMIT 1"));
        await AssertDeniedAsync(() => ReadAsync(With(commerce, c => c.Password = ""), "SELECT 1"));
        await AssertDeniedAsync(() => ReadAsync(With(commerce, c => (c.UserID, c.Password) = ("root", "")), "SELECT 1"));
    }

    [Fact]
    public async Task A_kept_folder_keeps_its_rows_and_its_secrets_are_the_owners_alone()
    {
        var folder = Directory.CreateTempSubdirectory("commerce-kept-").FullName;
        var options = new CommerceStackOptions { DatabaseOnly = true, DataFolder = folder };
        try
        {
            await using (var first = await CommerceStack.CreateAsync(options, _ct))
            {
                await ExecuteAsync(await first.ConnectionStringAsync(StackResources.CommerceDatabase, _ct), "CREATE TABLE kept AS SELECT 7 AS id");
            }

            await using var second = await CommerceStack.CreateAsync(options, _ct);
            Assert.Equal("7", await ReadAsync(await second.ConnectionStringAsync(StackResources.CommerceDatabase, _ct), "SELECT id FROM kept"));
            Assert.All(["password", "root-password", "init.sql"], AssertPrivate);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void AssertPrivate(string file)
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, file)));
            }
        }
    }

    private static string With(string connectionString, Action<MySqlConnectionStringBuilder> change)
    {
        var builder = new MySqlConnectionStringBuilder(connectionString);
        change(builder);
        return builder.ConnectionString;
    }

    private static async Task AssertDeniedAsync(Func<Task> attempt)
    {
        var denial = await Assert.ThrowsAsync<MySqlException>(attempt);
        Assert.Contains("denied", denial.Message, StringComparison.OrdinalIgnoreCase);
    }

    private async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(_ct);
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(_ct);
    }

    private async Task<string?> ReadAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(_ct);
        await using var command = new MySqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(_ct))?.ToString();
    }
}
