using System.Net;
using Commerce.Core.Delivery;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>Money that Toss took goes back when it was not for goods, and is not taken where there are none (I6).</summary>
public sealed class MoneyBackFromTossTests(WindowShop shop) : IClassFixture<WindowShop>
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Money_that_an_attempt_took_after_it_had_failed_goes_back_and_the_paid_order_stays()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, 403, "REJECT_CARD_PAYMENT");
        await shop.PayAsync(checkout);
        var (_, body) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });
        await shop.PayAsync(shop.Opened(body!["data"]!));
        shop.Toss.Capture(checkout.PaymentKey); // What is not supposed to happen.

        await shop.RecoverAsync();
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal("CANCELED", shop.Toss.Payments[checkout.PaymentKey].Status);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Fact]
    public async Task Stock_that_is_gone_before_the_confirm_costs_nobody_money()
    {
        var checkout = await shop.CheckoutAsync(productId: 3);
        await shop.StockIsAsync(3, 0);

        var (status, problem) = await shop.PayAsync(checkout);
        await shop.StockIsAsync(3, 100);

        Assert.Equal((HttpStatusCode.BadRequest, "STOCK_001"), (status, (string?)problem!["errorCode"]));
        Assert.Equal(("FAILED", "FAILED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(0, shop.SentFor(checkout));
    }

    [Fact]
    public async Task Stock_that_goes_while_toss_captures_sends_the_money_back()
    {
        var checkout = await shop.CheckoutAsync(productId: 3);
        shop.Toss.OnConfirm(checkout.PaymentKey, async (context, asked) =>
        {
            await shop.StockIsAsync(3, 0);
            await context.Response.WriteAsJsonAsync(shop.Toss.Capture(asked.PaymentKey), _ct);
        });

        var (status, _) = await shop.PayAsync(checkout);
        await shop.StockIsAsync(3, 100);
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("FAILED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Contains((checkout.PaymentKey, checkout.Amount), shop.Toss.Cancels);
    }

    [Fact]
    public async Task A_completed_order_is_undone_by_a_cancel_of_all_that_is_left()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);

        await shop.SendAsync($"/orders/{checkout.OrderId}/cancel", new { });
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal(("CANCELLED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Contains((checkout.PaymentKey, checkout.Amount), shop.Toss.Cancels);
    }
}
