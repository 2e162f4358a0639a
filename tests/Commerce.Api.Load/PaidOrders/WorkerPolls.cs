using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>How long the worker's own statements took that it asks again and again, as the server has counted them.</summary>
internal static class WorkerPolls
{
    private const string Quantile = """
        SELECT COALESCE(MIN(IF(h.BUCKET_QUANTILE >= @share, h.BUCKET_TIMER_HIGH, NULL)), 0) / 1e9
        FROM performance_schema.events_statements_histogram_by_digest h
        JOIN performance_schema.events_statements_summary_by_digest s ON s.DIGEST = h.DIGEST AND s.SCHEMA_NAME = h.SCHEMA_NAME
        WHERE s.SCHEMA_NAME = 'commerce' AND s.DIGEST_TEXT LIKE @text
        """;

    private static readonly (string What, string Text)[] Polls =
    [
        ("look for due payments", "SELECT%FROM `commerce_payments` WHERE `next_look_at` <= %"),
        ("sweep", "SELECT%FROM `orders` `o` JOIN `commerce_payments` `p` %`looks_set_aside_at`%"),
        ("inbox", "SELECT%FROM `callback_inbox` WHERE `next_try_at` <= %"),
        ("outbox", "SELECT%FROM `outbox` `o` WHERE `next_try_at` <= %"),
        ("retention of callbacks", "DELETE FROM `callback_inbox` %"),
        ("backlog of the inbox", "SELECT%FROM `callback_inbox` WHERE `next_try_at` IS NOT NULL"),
    ];

    /// <summary>Forgets what was counted.</summary>
    public static Task ResetAsync(MySqlConnection server) =>
        server.ExecuteAsync("TRUNCATE TABLE performance_schema.events_statements_histogram_by_digest");

    /// <summary>p50 and p99 in milliseconds since the server's counters were reset; 0 for what it has not done since.</summary>
    public static async Task<IReadOnlyList<(string What, double P50, double P99)>> ReadAsync(MySqlConnection server)
    {
        var polls = new List<(string, double, double)>();
        foreach (var (what, text) in Polls)
        {
            polls.Add((what, await ReadAsync(server, text, 0.5), await ReadAsync(server, text, 0.99)));
        }

        return polls;
    }

    private static Task<double> ReadAsync(MySqlConnection server, string text, double share) =>
        server.ExecuteScalarAsync<double>(Quantile, new { text, share });
}
