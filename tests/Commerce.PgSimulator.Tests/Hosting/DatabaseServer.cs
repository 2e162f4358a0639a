using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>
/// One real database server for the whole run, started by the AppHost when the first test asks for it. Where the flavour that was asked for
/// cannot be had, who asks is skipped and told why.
/// </summary>
public static class DatabaseServer
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("pg-test-").FullName;
    private static readonly Lazy<Task<CommerceStack>> Stack = new(StartAsync);

    /// <summary>The connection string of a database that does not exist yet: the simulator creates it.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await (await Stack.Value).ConnectionStringAsync(StackResources.PaymentGatewayDatabase);
        return new MySqlConnectionStringBuilder(server) { Database = $"pg_{Guid.NewGuid():N}" }.ConnectionString;
    }

    /// <summary>Ends the server; whoever uses it must have ended before.</summary>
    public static async Task StopAsync()
    {
        if (Stack is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Stack.Value).DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<CommerceStack> StartAsync()
    {
        var options = new CommerceStackOptions { DatabaseOnly = true, DataFolder = Folder };
        try
        {
            var stack = await CommerceStack.CreateAsync(options);
            await AllowMoreDatabasesAsync();
            return stack;
        }
        catch (InvalidOperationException e) when (DatabaseFlavour.CannotBeHad(e))
        {
            Assert.Skip(e.Message.ReplaceLineEndings(" "));
            throw;
        }
    }

    // The account of the stack may use its two databases only; each simulator here has one of its own.
    private static async Task AllowMoreDatabasesAsync()
    {
        await using var connection = new MySqlConnection(DatabaseAdministrator.ConnectionString(Folder));
        await connection.ExecuteAsync("GRANT ALL PRIVILEGES ON *.* TO 'app'@'127.0.0.1'");
    }
}
