using Dapper;

namespace Commerce.IntegrationTests.Callbacks;

/// <summary>What the callback tests look at: our inbox, and the PG's own table.</summary>
internal static class CallbackInbox
{
    public static async Task<long> LastCallbackAsync(this Shop shop)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(id), 0) FROM callback_inbox");
    }

    /// <summary>The one callback that came in since <paramref name="last"/>.</summary>
    /// <param name="state">Which of them, where the PG may have sent one of its own late; null when there is one at all.</param>
    public static async Task<CallbackRow> CallbackAfterAsync(this Shop shop, long last, string? state = null)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<CallbackRow>(
            "SELECT state, message_id AS messageId, payment_id AS paymentId, flaw, body FROM callback_inbox WHERE id > @last AND state = "
            + "COALESCE(@state, state)",
            new { last, state });
    }

    public static async Task<IEnumerable<string>> StatesAfterAsync(this Shop shop, long last)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QueryAsync<string>("SELECT state FROM callback_inbox WHERE id > @last ORDER BY id", new { last });
    }

    /// <summary>An order whose money the PG has, which nobody told us.</summary>
    public static Task<(long OrderId, string Key)> CapturedAsync(this Shop shop, long productId, int quantity) =>
        shop.CapturedAsync(Shop.CardOrder(productId, quantity, Cards.CallbackLost));

    /// <param name="order">Its card is one whose callback is lost.</param>
    public static async Task<(long OrderId, string Key)> CapturedAsync(this Shop shop, object order)
    {
        var orderId = (await shop.SendOrderAsync(order)).Order.Id;
        return (orderId, await shop.KeyOnceCapturedAsync(orderId));
    }

    /// <summary>Waits until the PG has an order's money.</summary>
    public static async Task<string> KeyOnceCapturedAsync(this Shop shop, long orderId)
    {
        await Shop.ReadUntilAsync(() => shop.StatusAtThePgAsync(orderId), "SUCCESS");
        return await shop.KeyAtThePgAsync(orderId);
    }

    public static async Task<string?> StatusAtThePgAsync(this Shop shop, long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleOrDefaultAsync<string?>(
            "SELECT status FROM paymentgateway.payments WHERE order_id = @id", PgOrder(orderId));
    }

    public static async Task<string> KeyAtThePgAsync(this Shop shop, long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<string>(
            "SELECT transaction_key FROM paymentgateway.payments WHERE order_id = @id", PgOrder(orderId));
    }

    private static object PgOrder(long orderId) => new { id = $"ORDER{orderId:D6}" };
}

internal sealed record CallbackRow(string State, string? MessageId, long? PaymentId, string? Flaw, string Body);
