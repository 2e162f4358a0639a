using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Plans;

/// <summary>What the server was asked in one database, as it arrived there, with every value: from the server's own log.</summary>
internal sealed class StatementLog(MySqlConnection server, string database)
{
    private static readonly string[] Planned = ["SELECT", "UPDATE", "DELETE", "WITH"];

    /// <returns>The statements that have a plan, in the order in which they came.</returns>
    public async Task<IReadOnlyList<string>> RecordAsync(Func<Task> work)
    {
        await server.ExecuteAsync("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = ON");
        try
        {
            await work();
        }
        finally
        {
            await server.ExecuteAsync("SET GLOBAL general_log = OFF");
        }

        // The API's sessions are the pool's, and stay; this one is our own.
        var texts = await server.QueryAsync<string>(
            """
            SELECT CONVERT(l.argument USING utf8mb4) FROM mysql.general_log l
            JOIN information_schema.processlist p ON p.id = l.thread_id AND p.db = @database
            WHERE l.command_type IN ('Query', 'Execute') AND l.thread_id <> CONNECTION_ID()
            ORDER BY l.event_time
            """,
            new { database });
        return [.. texts.SelectMany(text => text.Split(";\n")).Select(text => text.Trim(';', '\n', '\r', ' ')).Where(HasPlan)];
    }

    private static bool HasPlan(string statement) =>
        Planned.Any(word => statement.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        && (statement.Contains("FROM", StringComparison.OrdinalIgnoreCase)
            || statement.StartsWith("UPDATE", StringComparison.OrdinalIgnoreCase));
}
