using System.Net;
using Dapper;

namespace Commerce.IntegrationTests.Callbacks;

/// <summary>A callback of success that comes when we have given the payment up (I18).</summary>
[Collection<ShopCollection>]
public sealed class LateCallbackTests(Shop shop)
{
    private const long Product = 5;
    private const long Price = 54_000;

    [Fact]
    public async Task It_alone_makes_the_money_go_back_once()
    {
        await using var impatient = await ApiReplica.StartAsync(shop, ("Payments__OnTimeout", "Fail"));
        await using var silent = await shop.WithFaultsAsync(new { noAnswerRate = 1, callbackDropRate = 1 });
        var stock = await shop.StockAsync(Product);
        long orderId;
        using (Standstill.OfWorker(shop)) // It would look, and find the money itself.
        {
            var placed = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary), api: impatient.Client);
            orderId = placed.OrderId;
            Assert.Equal((HttpStatusCode.GatewayTimeout, "FAILED FAILED, no key"), (placed.Status, await StateAsync(orderId)));
            var key = await shop.KeyOnceCapturedAsync(orderId);

            var answers = new[] { await shop.SendAsync(SignedCallback.Of(key, orderId, Price)), await shop.SendAsync(
                SignedCallback.Of(key, orderId, Price)) };

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
            Assert.Equal($"FAILED FAILED, {key}, LATE_CAPTURE 1, voids 1, captured {Price}", await StateAsync(orderId));
        }

        var end = await shop.UntilAsync(orderId, order => order.Payment.Status == "CANCELLED");
        Assert.Equal(("FAILED", "CANCELLED"), (end.Status, await shop.StatusAtThePgAsync(orderId)));
        Assert.Equal(stock, await shop.StockAsync(Product));
    }

    private async Task<string?> StateAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<string>(
            """
            SELECT CONCAT_WS(', ',
                CONCAT(o.status, ' ', p.status),
                COALESCE(p.transaction_key, 'no key'),
                (SELECT CONCAT(MIN(reason), ' ', COUNT(*)) FROM cs_cases WHERE payment_id = p.id),
                (SELECT CONCAT('voids ', NULLIF(COUNT(*), 0)) FROM outbox WHERE kind = 'VOID_PAYMENT' AND subject_id = p.id),
                (SELECT CONCAT('captured ', SUM(amount)) FROM journal WHERE order_id = o.id AND kind = 'CAPTURED' AND account = 'PG_RECEIVABLE'))
            FROM orders o JOIN commerce_payments p ON p.order_id = o.id WHERE o.id = @orderId
            """,
            new { orderId });
    }
}
