using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>
/// How long the worker's own statements took that it asks again and again, as the server has counted them: what is prepared by session,
/// and the rest by shape.
/// </summary>
internal static class WorkerPolls
{
    private const string Read = """
        SELECT COALESCE(SUM(total) / SUM(times), 0) / 1e9, COALESCE(MAX(longest), 0) / 1e9 FROM (
            SELECT COUNT_STAR AS times, SUM_TIMER_WAIT AS total, MAX_TIMER_WAIT AS longest
            FROM performance_schema.events_statements_summary_by_digest
            WHERE SCHEMA_NAME = 'commerce' AND REPLACE(DIGEST_TEXT, '`', '') LIKE @text
            UNION ALL
            SELECT COUNT_EXECUTE, SUM_TIMER_EXECUTE, MAX_TIMER_EXECUTE
            FROM performance_schema.prepared_statements_instances WHERE REPLACE(SQL_TEXT, '`', '') LIKE @text) AS counted
        WHERE times > 0
        """;

    private static readonly (string What, string Text)[] Polls =
    [
        ("look for due payments", "SELECT%FROM commerce_payments%WHERE next_look_at <= %"),
        ("sweep", "SELECT%FROM orders o JOIN commerce_payments p%looks_set_aside_at%"),
        ("inbox", "SELECT%FROM callback_inbox%WHERE next_try_at <= %"),
        ("outbox", "SELECT%FROM outbox o%WHERE next_try_at <= %"),
        ("retention of callbacks", "DELETE FROM callback_inbox%"),
        ("backlog of the inbox", "SELECT%FROM callback_inbox WHERE next_try_at IS NOT NULL%"),
    ];

    /// <summary>Mean and maximum in milliseconds since the counters were reset; 0 for what it has not done since.</summary>
    public static async Task<IReadOnlyList<(string What, double Mean, double Longest)>> ReadAsync(MySqlConnection server)
    {
        var polls = new List<(string, double, double)>();
        foreach (var (what, text) in Polls)
        {
            var (mean, longest) = await server.QuerySingleAsync<(double, double)>(Read, new { text });
            polls.Add((what, mean, longest));
        }

        return polls;
    }
}
