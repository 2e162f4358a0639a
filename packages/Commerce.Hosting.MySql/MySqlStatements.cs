using Commerce.Hosting.MySql.Group;
using MySqlConnector;

namespace Commerce.Hosting.MySql;

/// <summary>The statements that the integration sends.</summary>
internal static class MySqlStatements
{
    public static string CreateDatabase(string name) => $"CREATE DATABASE IF NOT EXISTS {Quote(name)} CHARACTER SET utf8mb4";

    public static string Quote(string name) => new MySqlCommandBuilder().QuoteIdentifier(name);

    /// <summary>The names of the databases that were added to a server or a group.</summary>
    public static IReadOnlyList<string> DatabaseNamesOf(this DistributedApplicationModel model, IMySqlResource owner) =>
        [.. model.Resources.OfType<MySqlDatabaseResource>().Where(database => database.Parent == owner).Select(d => d.DatabaseName)];

    /// <summary>On the server; of a group, on the node that takes writes.</summary>
    public static async Task ExecuteAsync(this IResourceWithConnectionString resource, string statement, CancellationToken ct)
    {
        var server = resource is MySqlGroup group ? group.GroupNodes.Single(node => node.Name == group.Status.Primary?.Node) : resource;

        // Not pooled: a connection that is kept open holds up the server's shutdown.
        await using var connection = new MySqlConnection(await server.GetConnectionStringAsync(ct) + ";Pooling=False");
        await connection.OpenAsync(ct);
        await using var command = new MySqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
