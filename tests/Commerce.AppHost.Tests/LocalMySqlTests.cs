using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.AppHost.Tests;

public sealed class LocalMySqlTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task A_commit_survives_kill_9_and_the_server_keeps_its_promises(string flavour)
    {
        await using var stack = await CreateAsync(flavour);
        var server = new MySqlConnectionStringBuilder(await stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct));
        Assert.Equal(("127.0.0.1", "app", "commerce"), (server.Server, server.UserID, server.Database));
        await ExecuteAsync(
            server.ConnectionString, "CREATE TABLE promises (id INT PRIMARY KEY) ENGINE=InnoDB; INSERT INTO promises VALUES (42)");

        await stack.KillAsync(StackResources.MySql, _ct);
        await stack.StartAsync(StackResources.MySql, _ct);

        Assert.Equal("42", await ReadAsync(server.ConnectionString, "SELECT id FROM promises"));
        Assert.Equal("1 1 500 utf8mb4", await ReadAsync(
            server.ConnectionString,
            "SELECT CONCAT_WS(' ', @@sync_binlog, @@innodb_flush_log_at_trx_commit, @@max_connections, @@character_set_server)"));
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task The_services_account_has_its_two_databases_and_nobody_comes_in_without_a_password(string flavour)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-kept-").FullName;
        try
        {
            await using var stack = await CreateAsync(flavour, folder);
            var commerce = await stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct);

            await ExecuteAsync(commerce, "CREATE TABLE paymentgateway.mine (id INT)");

            Assert.Equal("app@127.0.0.1", await ReadAsync(commerce, "SELECT CURRENT_USER()"));
            await AssertDeniedAsync(() => ExecuteAsync(commerce, "CREATE DATABASE other"));
            await AssertDeniedAsync(() => ReadAsync(commerce, "SELECT user FROM mysql.user LIMIT 1"));
            await AssertDeniedAsync(() => ReadAsync(With(commerce, c => c.Password = ""), "SELECT 1"));
            await AssertDeniedAsync(() => ReadAsync(With(commerce, c => (c.UserID, c.Password) = ("root", "")), "SELECT 1"));
            Assert.Equal(
                "localhost", await ReadAsRootAsync(flavour, folder, "SELECT GROUP_CONCAT(host) FROM mysql.user WHERE user = 'root'"));
            Assert.Equal("0", await ReadAsRootAsync(flavour, folder, AccountsWithoutPassword(flavour)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_of_an_earlier_version_loses_its_accounts_without_a_password()
    {
        var folder = Directory.CreateTempSubdirectory("commerce-kept-").FullName;
        try
        {
            await using (var first = await CreateAsync("mariadb", folder))
            {
                _ = await ReadAsRootAsync("mariadb", folder, "CREATE USER 'root'@'127.0.0.1'");
                _ = await ReadAsRootAsync("mariadb", folder, "CREATE USER 'root'@'::1'");
            }

            await using var second = await CreateAsync(flavour: null, folder); // It remembers which server made it.
            var commerce = await second.ConnectionStringAsync(StackResources.CommerceDatabase, _ct);
            Assert.Contains("MariaDB", await ReadAsync(commerce, "SELECT VERSION()"), StringComparison.Ordinal);
            await AssertDeniedAsync(() => ReadAsync(With(commerce, c => (c.UserID, c.Password) = ("root", "")), "SELECT 1"));
            Assert.Equal("0", await ReadAsRootAsync("mariadb", folder, AccountsWithoutPassword("mariadb")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
                await ExecuteAsync(
                    await first.ConnectionStringAsync(StackResources.CommerceDatabase, _ct), "CREATE TABLE kept AS SELECT 7 AS id");
            }

            await using var second = await CommerceStack.CreateAsync(options, _ct);
            Assert.Equal(
                "7", await ReadAsync(await second.ConnectionStringAsync(StackResources.CommerceDatabase, _ct), "SELECT id FROM kept"));
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

    private async Task<CommerceStack> CreateAsync(string? flavour, string? folder = null)
    {
        string[] args = flavour is null ? [] : [$"--Commerce:MySql:Flavour={flavour}"];
        try
        {
            return await CommerceStack.CreateAsync(
                new CommerceStackOptions { DatabaseOnly = true, DataFolder = folder, AppHostArgs = args }, _ct);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("No MariaDB server can be had", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    // Root has no way in but the socket and its password.
    private async Task<string?> ReadAsRootAsync(string flavour, string folder, string sql)
    {
        var data = flavour == "mysql" ? "data" : "data-mariadb";
        var password = await File.ReadAllTextAsync(Path.Combine(folder, "root-password"), _ct);
        var socket = Path.Combine(folder, data, "mysqld.sock");
        return await ReadAsync(
            $"Server={socket};Protocol=UnixSocket;User ID=root;Password={password.Trim()};AllowPublicKeyRetrieval=True;Pooling=False", sql);
    }

    private static string AccountsWithoutPassword(string flavour) => flavour == "mysql"
        ? "SELECT COUNT(*) FROM mysql.user WHERE authentication_string = '' AND account_locked = 'N'"
        : "SELECT COUNT(*) FROM mysql.global_priv WHERE JSON_VALUE(priv, '$.authentication_string') = '' AND priv NOT LIKE "
            + "'%\"account_locked\":true%'";

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
