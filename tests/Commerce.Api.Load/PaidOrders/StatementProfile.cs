using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>The statements that the server was asked, by shape, from <c>performance_schema</c>.</summary>
internal static class StatementProfile
{
    private const string Read = """
        SELECT COALESCE(DIGEST_TEXT, '(other)') AS Text, COALESCE(SCHEMA_NAME, '') AS Home, COUNT_STAR AS Count,
               SUM_TIMER_WAIT DIV 1000000 AS Microseconds
        FROM performance_schema.events_statements_summary_by_digest
        WHERE COUNT_STAR > 0 AND COALESCE(SCHEMA_NAME, '') <> 'performance_schema'
        ORDER BY SUM_TIMER_WAIT DESC
        LIMIT 80
        """;

    /// <summary>Forgets what was counted.</summary>
    public static Task ResetAsync(MySqlConnection server) =>
        server.ExecuteAsync("TRUNCATE TABLE performance_schema.events_statements_summary_by_digest");

    /// <summary>What was asked since, the dearest first.</summary>
    public static async Task<IReadOnlyList<StatementCost>> ReadAsync(MySqlConnection server) =>
        (await server.QueryAsync<StatementCost>(Read)).AsList();
}

/// <param name="Home">The database that it was asked in.</param>
internal sealed record StatementCost(string Text, string Home, ulong Count, ulong Microseconds);
