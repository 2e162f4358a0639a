namespace Commerce.TestHost.Filling;

/// <summary>The rows of the same orders at the PG.</summary>
internal static class PgRows
{
    private const string OrderId = "CONCAT('ORDER', LPAD(order_id, GREATEST(6, LENGTH(order_id)), '0'))";

    /// <param name="pg">The PG's database.</param>
    public static IReadOnlyList<string> StatementsFor(string pg) =>
    [
        $"""
        INSERT INTO `{pg}`.payments (transaction_key, user_id, order_id, card_type, card_no, amount, callback_url, status, reason, created_at, updated_at)
        SELECT transaction_key, member_id, {OrderId}, 'KB', '****-****-****-1451', total - points, 'http://localhost:8080/api/v1/payments/callback',
               IF(status = 'COMPLETED', 'SUCCESS', status), IF(status = 'FAILED', 'Refused by the issuer', 'Approved'), created_at,
               created_at + INTERVAL 2 SECOND
        FROM filling
        """,
        $"""
        INSERT INTO `{pg}`.approvals (transaction_key, status, reason, due_at, concluded_at)
        SELECT transaction_key, IF(status = 'FAILED', 'FAILED', 'SUCCESS'), IF(status = 'FAILED', 'Refused by the issuer', 'Approved'), NULL,
               created_at + INTERVAL 2 SECOND
        FROM filling
        """,
        $"""
        INSERT INTO `{pg}`.cancels (transaction_key, amount, was_captured, created_at)
        SELECT transaction_key, total - points, TRUE, created_at + INTERVAL 601 SECOND FROM filling WHERE status = 'CANCELLED'
        """,
        $"""
        INSERT INTO `{pg}`.callbacks (transaction_key, message_id, copies, delay_ms, flaw, attempts, sent_at)
        SELECT transaction_key, CONCAT('msg_', LEFT(SHA2(order_id, 256), 32)), 1, 0, 'NONE', 1, created_at + INTERVAL 2 SECOND
        FROM filling WHERE created_at > @now - INTERVAL 29 DAY
        """,
        $"""
        INSERT INTO `{pg}`.idempotency_keys (user_id, operation, idempotency_key, fingerprint, transaction_key, created_at)
        SELECT member_id, 'PAYMENT', CONCAT('payment-', payment_id), SHA2(order_id, 256), transaction_key, created_at
        FROM filling WHERE created_at > @now - INTERVAL 29 DAY
        """,
    ];
}
