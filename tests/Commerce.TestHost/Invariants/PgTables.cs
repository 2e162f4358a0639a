namespace Commerce.TestHost.Invariants;

/// <summary>
/// What the PG has, whichever of its dialects it was told in. A payment in a window that took no money is a failed one, however it ended;
/// its order is the one whose attempt it was for. What somebody gave back in the PG's console moves nothing here but is a case, and once it
/// is, the payment counts as it did before.
/// </summary>
internal static class PgTables
{
    /// <summary>With <c>transaction_key</c>, <c>order_id</c>, <c>status</c> and <c>amount</c>.</summary>
    public const string Payments = """
        (SELECT transaction_key, order_id, status, amount FROM paymentgateway.payments
         UNION ALL
         SELECT t.payment_key, COALESCE(CONCAT('ORDER', LPAD(own.order_id, GREATEST(6, LENGTH(own.order_id)), '0')), t.order_id),
                CASE WHEN t.approved_at IS NULL THEN 'FAILED' WHEN t.balance > 0 THEN 'SUCCESS'
                    WHEN own.status = 'SUCCESS' AND own.transaction_key = t.payment_key AND EXISTS (
                        SELECT 1 FROM commerce.cs_cases c WHERE c.payment_id = own.id AND c.reason = 'STATE_DIFFERS') THEN 'SUCCESS'
                    ELSE 'CANCELLED' END, t.amount
         FROM paymentgateway.toss_payments t LEFT JOIN commerce.commerce_payments own ON own.merchant_order_id = t.order_id)
        """;

    /// <summary>With <c>transaction_key</c>, <c>amount</c> and <c>was_captured</c>; of each payment one.</summary>
    public const string Cancels = """
        (SELECT transaction_key, amount, was_captured FROM paymentgateway.cancels
         UNION ALL
         SELECT payment_key, SUM(amount), TRUE FROM paymentgateway.toss_transactions WHERE kind = 'CANCEL' GROUP BY payment_key)
        """;
}
