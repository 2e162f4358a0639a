using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>
/// The statements that the server was asked, by shape, from <c>performance_schema</c>: what is prepared it counts by session, and the
/// rest by shape.
/// </summary>
internal static class StatementProfile
{
    private const string Read = """
        SELECT Text, Home, CAST(SUM(times) AS UNSIGNED) AS Count, CAST(SUM(total) DIV 1000000 AS UNSIGNED) AS Microseconds FROM (
            SELECT COALESCE(DIGEST_TEXT, '(other)') AS Text, COALESCE(SCHEMA_NAME, '') AS Home, COUNT_STAR AS times,
                   SUM_TIMER_WAIT AS total
            FROM performance_schema.events_statements_summary_by_digest
            UNION ALL
            SELECT COALESCE(SQL_TEXT, '(other)'), COALESCE(t.PROCESSLIST_DB, ''), COUNT_EXECUTE, SUM_TIMER_EXECUTE
            FROM performance_schema.prepared_statements_instances p
            LEFT JOIN performance_schema.threads t ON t.THREAD_ID = p.OWNER_THREAD_ID) AS counted
        WHERE times > 0 AND Home <> 'performance_schema'
        GROUP BY Text, Home
        ORDER BY SUM(total) DESC
        LIMIT 80
        """;

    /// <summary>Forgets what was counted.</summary>
    public static async Task ResetAsync(MySqlConnection server)
    {
        await server.ExecuteAsync("TRUNCATE TABLE performance_schema.events_statements_summary_by_digest");
        await server.ExecuteAsync("TRUNCATE TABLE performance_schema.prepared_statements_instances");
    }

    /// <summary>What was asked since, the dearest first.</summary>
    public static async Task<IReadOnlyList<StatementCost>> ReadAsync(MySqlConnection server) =>
        (await server.QueryAsync<StatementCost>(Read)).AsList();
}

/// <param name="Home">The database that it was asked in.</param>
internal sealed record StatementCost(string Text, string Home, ulong Count, ulong Microseconds);
