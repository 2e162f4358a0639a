using System.Net;
using Commerce.TestHost.Gateways;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>What Toss or the network may do to a confirm so that nobody knows: it is looked up, and never guessed (I1).</summary>
public sealed class DoubtfulConfirmTests(WindowShop shop) : IClassFixture<WindowShop>
{
    [Theory]
    [InlineData(400, "ALREADY_PROCESSED_PAYMENT")]
    [InlineData(400, "PROVIDER_ERROR")]
    [InlineData(500, "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING")]
    public async Task A_capture_that_looks_like_an_error_is_found(int status, string code)
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, asked) =>
        {
            shop.Toss.Capture(asked.PaymentKey);
            return FakeToss.ErrorAsync(context, status, code);
        });

        var (answered, _) = await shop.PayAsync(checkout);

        Assert.Equal(HttpStatusCode.OK, answered);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Theory]
    [InlineData(400, "ALREADY_PROCESSED_PAYMENT")]
    [InlineData(400, "PROVIDER_ERROR")]
    [InlineData(401, "UNAUTHORIZED_KEY")]
    [InlineData(429, "TOO_MANY_REQUESTS")]
    public async Task An_error_that_took_nothing_leaves_it_open_and_it_is_confirmed_again_with_the_same_key(int status, string code)
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, status, code);

        var (answered, _) = await shop.PayAsync(checkout);
        Assert.Equal(HttpStatusCode.Accepted, answered);
        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);
        await shop.RecoverAsync();

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(2, shop.SentFor(checkout));
        Assert.Single(shop.Toss.Confirms.Where(s => s.Confirm.PaymentKey == checkout.PaymentKey).DistinctBy(s => s.IdempotencyKey));
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_capture_is_recovered()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, asked) =>
        {
            shop.Toss.Capture(asked.PaymentKey);
            context.Abort();
            return Task.CompletedTask;
        });

        var (answered, _) = await shop.PayAsync(checkout);
        Assert.Equal((HttpStatusCode.Accepted, ("PENDING", "TIMEOUT")), (answered, await shop.StatesAsync(checkout.OrderId)));
        await shop.RecoverAsync();

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(1, shop.SentFor(checkout));
    }

    [Fact]
    public async Task A_refusal_after_a_silence_is_believed_when_the_record_says_so_and_not_before()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await shop.PayAsync(checkout);
        shop.Toss.OnConfirm(checkout.PaymentKey, 404, "NOT_FOUND_PAYMENT_SESSION");
        await shop.RecoverAsync();
        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);

        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { Status = "EXPIRED" });
        await shop.RecoverAsync();

        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId)); // The buyer may try again.
    }
}
