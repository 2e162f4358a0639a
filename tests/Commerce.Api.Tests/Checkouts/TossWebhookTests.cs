using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>Toss's webhooks have no signature: what one says is asked back, and moves nothing by itself (I12).</summary>
public sealed class TossWebhookTests(WindowShop shop) : IClassFixture<WindowShop>
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_that_overtakes_the_answer_makes_one_and_so_do_two()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, async (context, asked) =>
        {
            var payment = shop.Toss.Capture(asked.PaymentKey);
            Assert.Equal(HttpStatusCode.OK, await shop.WebhookAsync(asked.PaymentKey));
            Assert.Equal("COMPLETED", (await shop.StatesAsync(checkout.OrderId)).Order);
            await context.Response.WriteAsJsonAsync(payment, _ct);
        });

        var (answered, _) = await shop.PayAsync(checkout);
        await shop.WebhookAsync(checkout.PaymentKey);

        Assert.Equal((HttpStatusCode.OK, ("COMPLETED", "SUCCESS")), (answered, await shop.StatesAsync(checkout.OrderId)));
        Assert.Equal(1, await shop.InDatabaseAsync(db => db.Payments.CountAsync(p => p.OrderId == checkout.OrderId, _ct)));
    }

    [Fact]
    public async Task A_webhook_about_an_unknown_key_or_of_another_kind_leaves_nothing()
    {
        var (before, looks) = (await CallbacksAsync(), shop.Toss.Looks.Count);

        Assert.Equal(HttpStatusCode.OK, await shop.WebhookAsync("tgen_nobody_knows"));
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("/payments/callback/toss", new { eventType = "payout.changed" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendTextAsync("/payments/callback/toss", "no json")).Status);

        Assert.Equal((before, looks), (await CallbacksAsync(), shop.Toss.Looks.Count));
    }

    [Fact]
    public async Task A_lie_in_a_webhook_is_asked_back_and_not_believed()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await shop.PayAsync(checkout);
        shop.Toss.OnConfirm(checkout.PaymentKey, 500, "COMMON_ERROR");

        await shop.WebhookAsync(checkout.PaymentKey); // It says DONE.

        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);
    }

    [Fact]
    public async Task Whoever_knows_a_key_cannot_have_toss_asked_without_end()
    {
        var (known, other) = (await shop.CheckoutAsync(), await shop.CheckoutAsync());
        await shop.PayAsync(known);
        await shop.PayAsync(other);
        var looks = shop.Toss.Looks.Count(key => key == known.PaymentKey);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 15; i++)
        {
            answers.Add(await shop.WebhookAsync(known.PaymentKey));
        }

        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]); // Toss sends it again, later.
        Assert.Equal(looks + 10, shop.Toss.Looks.Count(key => key == known.PaymentKey));
        Assert.Equal(HttpStatusCode.OK, await shop.WebhookAsync(other.PaymentKey));
    }

    [Fact]
    public async Task A_part_that_was_given_back_by_hand_at_toss_is_a_case_and_moves_nothing()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);
        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { Status = "PARTIAL_CANCELED", BalanceAmount = checkout.Amount - 100 });

        await shop.WebhookAsync(checkout.PaymentKey);

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal("PartlyCancelled", await shop.InDatabaseAsync(async db =>
            (await db.Cases.SingleAsync(c => c.OrderId == checkout.OrderId, _ct)).Reason.ToString()));
    }

    private Task<int> CallbacksAsync() => shop.InDatabaseAsync(db => db.Callbacks.CountAsync(_ct));
}
