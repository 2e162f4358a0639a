using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.Core.Delivery;
using Commerce.Core.Recovery;
using Commerce.TestHost.Client;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.ThirdGateway;

/// <summary>
/// The seam holds another payment window than Toss's: one with signed webhooks, an approval that answers by result codes, and a cancel
/// under the order's name. It is added by a folder and one line of the composition root.
/// </summary>
public sealed class ThirdGatewayTests(NiceShop shop) : IClassFixture<NiceShop>
{
    private static readonly object[] Goods = [new { productId = 1, quantity = 1 }];

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_approved_with_what_the_window_brought()
    {
        var (orderId, tid) = await AgreedAsync("pay");

        var paid = await PayAsync(orderId, tid);
        var again = await PayAsync(orderId, tid);

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (paid.Status, paid.Order.Status));
        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (again.Status, again.Order.Status));
        Assert.Equal("paid", shop.Pg.Of(tid).Status);
    }

    [Fact]
    public async Task What_it_declines_ends_the_attempt_and_not_the_order()
    {
        var (orderId, tid) = await AgreedAsync("decline");

        var declined = await PayAsync(orderId, tid);
        var (second, amount) = CheckoutOf(await PostAsync($"/api/v1/orders/{orderId}/checkout", null));
        var paid = await PayAsync(orderId, shop.Pg.Agree(second, amount), amount);

        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (declined.Status, declined.ErrorCode));
        Assert.Equal("COMPLETED", paid.Order.Status);
    }

    [Fact]
    public async Task Money_that_it_took_in_silence_is_found_and_not_taken_back()
    {
        var (orderId, tid) = await AgreedAsync("cut");
        var asked = shop.Pg.Approvals;

        Assert.Equal(HttpStatusCode.Accepted, (await PayAsync(orderId, tid)).Status);
        await shop.InDatabaseAsync(db => db.Payments.Where(p => p.NextLookAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));
        await shop.Service<RecoverPayments>().ExecuteAsync(_ct);

        Assert.Equal("COMPLETED", (await OrderAsync(orderId)).Status);
        Assert.Equal(("paid", asked + 1), (shop.Pg.Of(tid).Status, shop.Pg.Approvals));
    }

    [Fact]
    public async Task Its_webhook_is_proven_by_the_signature_in_its_body_and_a_forged_one_moves_nothing()
    {
        var (orderId, tid) = await AgreedAsync("cut");
        await PayAsync(orderId, tid);

        using var forged = await shop.Client.SendAsync(shop.Pg.Webhook(tid, "/api/v1/payments/callback/nicepay", "of somebody else"), _ct);
        var before = await OrderAsync(orderId);
        using var called = await shop.Client.SendAsync(shop.Pg.Webhook(tid, "/api/v1/payments/callback/nicepay"), _ct);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (forged.StatusCode, called.StatusCode));
        Assert.Equal(("PENDING", "COMPLETED"), (before.Status, (await OrderAsync(orderId)).Status));
    }

    [Fact]
    public async Task A_cancelled_order_is_taken_back_under_its_orders_name()
    {
        var (orderId, tid) = await AgreedAsync("pay");
        await PayAsync(orderId, tid);

        var cancelled = await PostAsync($"/api/v1/orders/{orderId}/cancel", null);
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal(HttpStatusCode.Accepted, cancelled.Status);
        Assert.Equal(("cancelled", 1), (shop.Pg.Of(tid).Status, shop.Pg.NetCancels));
        Assert.Equal("CANCELLED", (await OrderAsync(orderId)).Status);
    }

    /// <summary>An order whose buyer has agreed in the window.</summary>
    private async Task<(long OrderId, string Tid)> AgreedAsync(string kind)
    {
        var placed = await PostAsync("/api/v1/orders", new { items = Goods, payWith = NiceGateway.GatewayName });
        var (name, amount) = CheckoutOf(placed);
        return (placed.Data<JsonElement>(HttpStatusCode.Created).GetProperty("id").GetInt64(), shop.Pg.Agree(name, amount, kind));
    }

    private static (string Name, long Amount) CheckoutOf(Answer answer)
    {
        var checkout = answer.Data<JsonElement>(HttpStatusCode.Created).GetProperty("checkout");
        return (checkout.GetProperty("orderId").GetString()!, checkout.GetProperty("amount").GetInt64());
    }

    private Task<Answer> PayAsync(long orderId, string tid, long? amount = null) =>
        PostAsync($"/api/v1/orders/{orderId}/pay", new { paymentKey = tid, amount = amount ?? shop.Pg.Of(tid).Amount });

    private async Task<Answer> PostAsync(string path, object? body)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await shop.Client.PostAsync(new Uri(path, UriKind.Relative), content, _ct);
        return await Answer.ReadAsync(response, _ct);
    }

    private async Task<OrderAnswer> OrderAsync(long orderId) =>
        (await shop.Client.GetAnswerAsync($"/api/v1/orders/{orderId}", _ct)).Order;
}
