using Dapper;
using MySqlConnector;

namespace Commerce.Chaos.Running;

/// <summary>When nothing is under way any more, on our side or the PG's.</summary>
internal static class Rest
{
    private const string OpenPayments = """
        SELECT COUNT(*) FROM commerce.commerce_payments WHERE status IN ('PENDING', 'TIMEOUT')
        """;

    // What is looked at late has ended for its buyer, but money may still turn up.
    private const string UnderWay = """
        SELECT 'payments to be looked at', COUNT(*) FROM commerce.commerce_payments
        WHERE next_look_at IS NOT NULL AND looks_set_aside_at IS NULL
        UNION ALL
        SELECT 'messages to be delivered', COUNT(*) FROM commerce.outbox WHERE done_at IS NULL AND set_aside_at IS NULL
        UNION ALL
        SELECT 'cancels that were asked for', COUNT(*) FROM commerce.orders WHERE status = 'COMPLETED' AND cancel_requested_at IS NOT NULL
        UNION ALL
        SELECT 'orders that wait for a buyer', COUNT(*) FROM commerce.orders WHERE status = 'PENDING' AND pay_by IS NOT NULL
        UNION ALL
        SELECT 'webhooks of the PG', COUNT(*) FROM paymentgateway.toss_webhooks WHERE due_at IS NOT NULL
        UNION ALL
        SELECT 'callbacks to be used', COUNT(*) FROM commerce.callback_inbox
        WHERE gateway = 'toss' AND state IN ('RECEIVED', 'UNANSWERED') AND next_try_at IS NOT NULL
        UNION ALL
        SELECT 'approvals at the PG', COUNT(*) FROM paymentgateway.approvals WHERE due_at IS NOT NULL
        UNION ALL
        SELECT 'callbacks of the PG', COUNT(*) FROM paymentgateway.callbacks WHERE due_at IS NOT NULL AND attempts < 3
        """;

    public static async Task<bool> HasTheTruthAsync(MySqlConnection server) => await server.ExecuteScalarAsync<long>(OpenPayments) == 0;

    /// <returns>What is still under way, a phrase for each kind.</returns>
    public static async Task<IReadOnlyList<string>> UnderWayAsync(MySqlConnection server)
    {
        var counts = await server.QueryAsync<(string What, long Count)>(UnderWay);
        return [.. counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {count.What}")];
    }
}
