using System.Net;
using System.Text.Json.Nodes;
using Commerce.Core.Checkout;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>An order that waits for its buyer: what it holds, for how many attempts, and that nobody asks Toss about it.</summary>
[Collection(nameof(WindowCollection))]
public sealed class WaitingOrderTests(WindowShop shop)
{
    private const int MostAttempts = 10;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Points_and_coupon_wait_with_the_order_through_every_attempt_and_come_back_once_with_its_end()
    {
        var (couponId, points) = (await UnusedCouponAsync(), await PointsAsync());
        var checkout = await shop.CheckoutAsync(productId: 4, usePoint: 1_000, couponId: couponId);
        await AssertTakenAsync();

        shop.Toss.OnConfirm(checkout.PaymentKey, 403, "REJECT_CARD_PAYMENT");
        await shop.PayAsync(checkout);
        await AssertTakenAsync();
        await shop.RenewAsync(checkout);
        await shop.LetTimePassAsync(checkout);
        await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId));
        await AssertTakenAsync();
        await shop.LetTimePassAsync(checkout, ofOrder: true);
        for (var i = 0; i < 2; i++)
        {
            await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);
            Assert.Equal("FAILED", (await shop.StatesAsync(checkout.OrderId)).Order);
            Assert.Equal((points, false), (await PointsAsync(), await IsUsedAsync(couponId)));
        }

        async Task AssertTakenAsync() => Assert.Equal((points - 1_000, true), (await PointsAsync(), await IsUsedAsync(couponId)));
    }

    [Fact]
    public async Task Points_and_coupon_that_a_later_attempt_has_paid_with_stay_spent()
    {
        var (couponId, points) = (await UnusedCouponAsync(), await PointsAsync());
        var checkout = await shop.CheckoutAsync(productId: 4, usePoint: 1_000, couponId: couponId);
        shop.Toss.OnConfirm(checkout.PaymentKey, 400, "INVALID_STOPPED_CARD");
        await shop.PayAsync(checkout);
        var next = await shop.RenewAsync(checkout);

        await shop.PayAsync(next);
        await shop.LetTimePassAsync(checkout, ofOrder: true);
        await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal((checkout.Amount, true), (next.Amount, await IsUsedAsync(couponId)));
        Assert.InRange(await PointsAsync(), 0, points - 1);
    }

    [Fact]
    public async Task More_attempts_than_an_order_may_have_are_429_and_send_nothing()
    {
        var checkout = await shop.CheckoutAsync();
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            await shop.LetTimePassAsync(checkout);
            checkout = await shop.RenewAsync(checkout);
        }

        shop.Toss.OnConfirm(checkout.PaymentKey, 403, "REJECT_CARD_PAYMENT");
        await shop.PayAsync(checkout);
        var sent = shop.Toss.Confirms.Count;
        var (status, problem) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });

        Assert.Equal((HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS"), (status, (string?)problem!["errorCode"]));
        Assert.Equal((sent, MostAttempts), (shop.Toss.Confirms.Count, await AttemptsAsync(checkout)));
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId)); // It ends with its own time.
        await shop.LetTimePassAsync(checkout, ofOrder: true);
        await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);
        Assert.Equal("FAILED", (await shop.StatesAsync(checkout.OrderId)).Order);
    }

    [Fact]
    public async Task The_sweep_passes_by_what_waits_for_its_buyer_however_old_the_order_is()
    {
        var (waiting, open) = (await shop.CheckoutAsync(), await shop.CheckoutAsync());
        shop.Toss.OnConfirm(open.PaymentKey, 429, "TOO_MANY_REQUESTS");
        await shop.PayAsync(open);
        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE orders o JOIN commerce_payments p ON p.order_id = o.id
            SET o.created_at = o.created_at - INTERVAL 1 DAY, p.next_look_at = NULL, p.confirm_until = NULL
            WHERE o.id IN ({waiting.OrderId}, {open.OrderId})
            """,
            _ct));

        for (var i = 0; i < 3; i++)
        {
            await shop.Service<SweepStaleOrders>().ExecuteAsync(_ct);
            await shop.Service<RecoverPayments>().ExecuteAsync(_ct);
        }

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(open.OrderId)); // That one it found.
        Assert.Equal(("PENDING", "AWAITING_BUYER"), await shop.StatesAsync(waiting.OrderId));
        var payment = await shop.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.OrderId == waiting.OrderId, _ct));
        Assert.Equal((0, null, null), (payment.Looks, payment.LastLookAt, payment.NextLookAt));
        Assert.DoesNotContain(waiting.PaymentKey, shop.Toss.Looks);
        Assert.Equal(HttpStatusCode.OK, (await shop.PayAsync(waiting)).Status);
    }

    private Task<int> AttemptsAsync(Checkout checkout) => shop.InDatabaseAsync(db => db.Payments.CountAsync(
        p => p.OrderId == checkout.OrderId && p.PaymentMethod == PaymentMethod.Widget, _ct));

    private async Task<long> PointsAsync() => (long)(await shop.ReadAsync("/points"))["data"]!["point"]!;

    private async Task<long> UnusedCouponAsync() => (long)(await CouponsAsync()).First(coupon => !(bool)coupon!["used"]!)!["couponId"]!;

    private async Task<bool> IsUsedAsync(long couponId) =>
        (bool)(await CouponsAsync()).Single(coupon => (long)coupon!["couponId"]! == couponId)!["used"]!;

    private async Task<JsonArray> CouponsAsync() => (await shop.ReadAsync("/coupons"))["data"]!["content"]!.AsArray();
}
