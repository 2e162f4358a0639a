using System.Net;
using System.Net.Http.Json;
using Commerce.Core.Delivery;
using Commerce.Core.Reconciliation;
using Commerce.Core.Recovery;
using Commerce.TestHost.Client;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.SecondGateway;

/// <summary>
/// A gateway unlike the simulator beside it, added by a folder and one line of the composition root: it takes the money in its answer, is
/// paid by a key of its own payment window, and has other names, headers and no books.
/// </summary>
public sealed class SecondGatewayTests(SecondShop shop) : IClassFixture<SecondShop>
{
    private static readonly object[] Goods = [new { productId = 1, quantity = 1 }];

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_paid_in_the_answer_to_the_request()
    {
        var placed = await PlaceAsync("pay-1");

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (placed.Status, placed.Order.Status));
        var payment = placed.Order.Payment;
        var sale = shop.Pg.SaleOf($"so/{placed.OrderId}");
        Assert.Equal(("WIDGET", "SUCCESS", sale.Id), (payment.PaymentMethod, payment.Status, payment.TransactionKey));
        Assert.Null(payment.CardNo);
    }

    [Fact]
    public async Task What_it_declines_fails_the_order()
    {
        var declined = await PlaceAsync("decline-1");

        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (declined.Status, declined.ErrorCode));
    }

    [Fact]
    public async Task Its_callback_is_proven_by_its_own_header_and_names_the_order_its_own_way()
    {
        var placed = await PlaceAsync("wait-1");
        var reference = $"so/{placed.OrderId}";

        using var forged = await shop.Client.SendAsync(
            shop.Pg.Decide(reference, "/api/v1/payments/callback/sales", signedWith: "somebody else"u8.ToArray()), _ct);
        var before = await OrderAsync(placed.OrderId);
        using var called = await shop.Client.SendAsync(shop.Pg.Decide(reference, "/api/v1/payments/callback/sales"), _ct);

        Assert.Equal(
            (HttpStatusCode.Accepted, HttpStatusCode.Unauthorized, HttpStatusCode.OK),
            (placed.Status, forged.StatusCode, called.StatusCode));
        Assert.Equal(("PENDING", "COMPLETED"), (before.Status, (await OrderAsync(placed.OrderId)).Status));
    }

    [Fact]
    public async Task Money_that_it_took_in_silence_is_found_under_its_own_name_of_the_order()
    {
        var placed = await PlaceAsync("cut-1");
        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (placed.Status, placed.Order.Payment.Status));

        await shop.InDatabaseAsync(db => db.Payments.Where(p => p.NextLookAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));
        await shop.Service<RecoverPayments>().ExecuteAsync(_ct);

        Assert.Equal("COMPLETED", (await OrderAsync(placed.OrderId)).Status);
    }

    [Fact]
    public async Task A_cancelled_order_has_its_money_given_back()
    {
        var orderId = (await PlaceAsync("pay-2")).Order.Id;

        using var cancelled = await shop.Client.PostAsync(new Uri($"/api/v1/orders/{orderId}/cancel", UriKind.Relative), null, _ct);
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        Assert.Equal("reversed", shop.Pg.SaleOf($"so/{orderId}").State);
        var order = await OrderAsync(orderId);
        Assert.Equal(("CANCELLED", "CANCELLED"), (order.Status, order.Payment.Status));
    }

    [Fact]
    public async Task Days_are_not_compared_with_books_that_it_does_not_have()
    {
        _ = await PlaceAsync("pay-3");

        await shop.Service<CompareDailyBooks>().ExecuteAsync(_ct);

        Assert.DoesNotContain(
            SalesGateway.GatewayName, await shop.InDatabaseAsync(db => db.Reconciliations.Select(r => r.Gateway).ToListAsync(_ct)));
    }

    [Fact]
    public async Task A_card_and_a_payment_key_together_are_refused()
    {
        using var response = await shop.Client.PostAsJsonAsync(
            "/api/v1/orders", new { items = Goods, paymentKey = "pay-4", cardType = "KB", cardNo = "1234-5678-9814-1451" }, _ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<Answer> PlaceAsync(string paymentKey)
    {
        using var response = await shop.Client.PostAsJsonAsync("/api/v1/orders", new { items = Goods, paymentKey }, _ct);
        return await Answer.ReadAsync(response, _ct);
    }

    private async Task<OrderAnswer> OrderAsync(long orderId) =>
        (await shop.Client.GetAnswerAsync($"/api/v1/orders/{orderId}", _ct)).Order;
}
