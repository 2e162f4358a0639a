using MySqlConnector;

namespace Commerce.Hosting.MySql;

/// <summary>The statements that the integration sends.</summary>
internal static class MySqlStatements
{
    public static string CreateDatabase(string name) => $"CREATE DATABASE IF NOT EXISTS {Quote(name)} CHARACTER SET utf8mb4";

    public static string Quote(string name) => new MySqlCommandBuilder().QuoteIdentifier(name);

    // Not pooled: a connection that is kept open holds up the server's shutdown.
    public static async Task ExecuteAsync(this IResourceWithConnectionString server, string statement, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(await server.GetConnectionStringAsync(ct) + ";Pooling=False");
        await connection.OpenAsync(ct);
        await using var command = new MySqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
