using System.Net;
using Commerce.Core.CustomerService;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>Toss describes a payment by a word that we do not know: nothing is concluded, and a person is told (I2).</summary>
[Collection(nameof(WindowCollection))]
public sealed class UnreadableStateTests(WindowShop shop)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A_WORD_OF_TOMORROW")]
    [InlineData("done")]
    public async Task It_stays_open_with_one_case_until_toss_says_what_we_know(string word)
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, async (context, asked) =>
            await context.Response.WriteAsJsonAsync(shop.Toss.Put(shop.Toss.Capture(asked.PaymentKey) with { Status = word }), _ct));

        var (answered, _) = await shop.PayAsync(checkout);
        await shop.RecoverAsync();
        await shop.WebhookAsync(checkout.PaymentKey);

        Assert.Equal((HttpStatusCode.Accepted, ("PENDING", "PENDING")), (answered, await shop.StatesAsync(checkout.OrderId)));
        Assert.Equal([CaseReason.StateUnreadable], await shop.CasesAsync(checkout));
        Assert.Equal(HttpStatusCode.Conflict, (await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { })).Status);
        shop.Toss.Capture(checkout.PaymentKey);
        await shop.RecoverAsync();

        Assert.Equal((1, ("COMPLETED", "SUCCESS")), (shop.SentFor(checkout), await shop.StatesAsync(checkout.OrderId)));
        Assert.Empty(await shop.CasesAsync(checkout));
    }

    [Fact]
    public async Task About_a_paid_order_it_moves_nothing()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);
        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { Status = "A_WORD_OF_TOMORROW" });

        await shop.WebhookAsync(checkout.PaymentKey);

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal([CaseReason.StateUnreadable, CaseReason.StateDiffers], await shop.CasesAsync(checkout));
        Assert.DoesNotContain(shop.Toss.Cancels, asked => asked.PaymentKey == checkout.PaymentKey);
    }
}
