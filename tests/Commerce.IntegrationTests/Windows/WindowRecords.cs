using Dapper;

namespace Commerce.IntegrationTests.Windows;

/// <summary>What both sides have written of payments in a window, and what a test changes of it at the gateway.</summary>
internal static class WindowRecords
{
    /// <summary>How often the gateway took money for the order, whether it gave it back or not.</summary>
    public static async Task<int> CapturesAsync(this DialShop shop, long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<int>(
            """
            SELECT COUNT(*) FROM commerce_payments own
              JOIN paymentgateway.toss_payments p ON p.order_id = own.merchant_order_id
              JOIN paymentgateway.toss_transactions t ON t.payment_key = p.payment_key AND t.kind = 'APPROVAL'
            WHERE own.order_id = @orderId
            """,
            new { orderId });
    }

    /// <summary>The day in Seoul on which the gateway took the money.</summary>
    public static async Task<DateOnly> DayOfAsync(this DialShop shop, string paymentKey)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return DateOnly.FromDateTime(await database.ExecuteScalarAsync<DateTime>(
            "SELECT approved_at + INTERVAL 9 HOUR FROM paymentgateway.toss_payments WHERE payment_key = @paymentKey", new { paymentKey }));
    }

    /// <summary>The detail of the case that an order has for a reason; null: it has none.</summary>
    public static Task<string?> CaseAsync(this DialShop shop, long orderId, string reason) =>
        shop.ReadAsync("SELECT detail FROM cs_cases WHERE order_id = @orderId AND reason = @reason", new { orderId, reason });

    /// <summary>Waits until the shop has sent the order's confirm at least twice.</summary>
    public static Task ConfirmedAgainAsync(this DialShop shop, long orderId) => Shop.ReadUntilAsync(
        () => shop.ReadAsync("SELECT MAX(confirms) > 1 FROM commerce_payments WHERE order_id = @orderId", new { orderId }), "1");

    /// <summary>Waits until the gateway keeps an answer with these words under an idempotency key.</summary>
    public static Task KeptAsync(this DialShop shop, string words) => Shop.ReadUntilAsync(
        () => shop.ReadAsync(
            "SELECT COUNT(*) > 0 FROM paymentgateway.toss_idempotency_keys WHERE INSTR(answer, @words) > 0", new { words }),
        "1");

    /// <summary>The gateway forgets the answers with these words, as it does after fifteen days.</summary>
    public static Task ForgetAsync(this DialShop shop, string words) =>
        shop.WriteAsync("DELETE FROM paymentgateway.toss_idempotency_keys WHERE INSTR(answer, @words) > 0", new { words });

    /// <summary>The gateway's clock for the order's payments runs out.</summary>
    public static Task ExpireAsync(this DialShop shop, long orderId) => shop.WriteAsync(
        $"""
        UPDATE paymentgateway.toss_payments SET expires_at = UTC_TIMESTAMP(6)
        WHERE expires_at IS NOT NULL AND order_id IN (SELECT merchant_order_id FROM commerce_payments WHERE order_id = @orderId)
        """,
        new { orderId });

    /// <summary>The gateway has given a part of the money back at another time.</summary>
    /// <param name="seconds">By how much later; below zero: earlier.</param>
    public static Task MovePartAsync(this DialShop shop, string paymentKey, int seconds) => shop.WriteAsync(
        """
        UPDATE paymentgateway.toss_transactions SET created_at = created_at + INTERVAL @seconds SECOND
        WHERE payment_key = @paymentKey AND kind = 'CANCEL' AND refundable > 0
        """,
        new { paymentKey, seconds });

    /// <summary>All that both sides have of a payment is of earlier days, so that it alone is in the books of one.</summary>
    public static Task MoveToEarlierAsync(this DialShop shop, long orderId, string paymentKey, int days) => shop.WriteAsync(
        """
        UPDATE paymentgateway.toss_transactions SET created_at = created_at - INTERVAL @days DAY WHERE payment_key = @paymentKey;
        UPDATE paymentgateway.toss_payments SET approved_at = approved_at - INTERVAL @days DAY WHERE payment_key = @paymentKey;
        UPDATE journal SET created_at = created_at - INTERVAL @days DAY WHERE order_id = @orderId
        """,
        new { orderId, paymentKey, days });

    /// <summary>The shop's answer to the webhook of a payment is lost on its way, so the gateway sends it again.</summary>
    public static async Task RepeatWebhookAsync(this DialShop shop, string paymentKey)
    {
        await Shop.ReadUntilAsync(() => HeardAsync(1), "1");
        await shop.WriteAsync(
            "UPDATE paymentgateway.toss_webhooks SET due_at = UTC_TIMESTAMP(6), sent_at = NULL WHERE payment_key = @paymentKey",
            new { paymentKey });
        await Shop.ReadUntilAsync(() => HeardAsync(2), "1");

        Task<string?> HeardAsync(int times) => shop.ReadAsync(
            """
            SELECT COUNT(*) FROM paymentgateway.toss_webhooks
            WHERE payment_key = @paymentKey AND sent_at IS NOT NULL AND attempts = @times
            """,
            new { paymentKey, times });
    }

    /// <summary>How many webhooks about the payment the shop has kept.</summary>
    public static Task<string?> KeptWebhooksAsync(this DialShop shop, string paymentKey) =>
        shop.ReadAsync("SELECT COUNT(*) FROM callback_inbox WHERE transaction_key = @paymentKey", new { paymentKey });

    private static async Task<string?> ReadAsync(this DialShop shop, string sql, object of)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<string?>(sql, of);
    }

    private static async Task WriteAsync(this DialShop shop, string sql, object of)
    {
        await using var database = await shop.OpenDatabaseAsync();
        await database.ExecuteAsync(sql, of);
    }
}
