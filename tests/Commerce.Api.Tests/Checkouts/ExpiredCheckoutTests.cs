using System.Net;
using Commerce.Core.Checkout;
using Commerce.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>A buyer who went to Toss's window and did not come back in time.</summary>
public sealed class ExpiredCheckoutTests(WindowShop shop) : IClassFixture<WindowShop>
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_does_not_come_back_in_time_has_failed_for_certain_and_the_order_ends_with_its_own_time()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE commerce_payments SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE order_id = {checkout.OrderId}", _ct));
        var (late, problem) = await shop.PayAsync(checkout);
        Assert.Equal((HttpStatusCode.Conflict, "PAYMENT_009"), (late, (string?)problem!["errorCode"]));
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId));

        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE orders SET pay_by = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE id = {checkout.OrderId}", _ct));
        await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);

        Assert.Equal(("FAILED", "FAILED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal([EventType.PaymentFailed, EventType.OrderFailed], await shop.InDatabaseAsync(db => db.Events
            .Where(e => e.OrderId == checkout.OrderId).OrderBy(e => e.Id).Select(e => e.Type).ToListAsync(_ct)));
        Assert.Equal(0, shop.SentFor(checkout));
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { })).Status);
    }

    [Fact]
    public async Task An_attempt_that_cannot_be_ended_holds_up_no_other()
    {
        var broken = await shop.CheckoutAsync();
        var next = await shop.CheckoutAsync();
        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE commerce_payments SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE,
              payment_method = IF(order_id = {broken.OrderId}, 'UNHEARD_OF', payment_method)
            WHERE order_id IN ({broken.OrderId}, {next.OrderId})
            """, _ct));

        await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);

        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(next.OrderId));
        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE commerce_payments SET payment_method = 'CARD' WHERE order_id = {broken.OrderId}", _ct));
        Assert.Equal(("PENDING", "AWAITING_BUYER"), await shop.StatesAsync(broken.OrderId));
    }
}
