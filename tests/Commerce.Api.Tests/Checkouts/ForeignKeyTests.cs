using System.Net;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>A payment key that is brought to an order for which its window was not opened.</summary>
[Collection(nameof(WindowCollection))]
public sealed class ForeignKeyTests(WindowShop shop)
{
    [Theory]
    [InlineData(404, "NOT_FOUND_PAYMENT_SESSION")]
    [InlineData(404, "NOT_FOUND_PAYMENT")]
    [InlineData(400, "INVALID_REQUEST")]
    public async Task A_key_of_another_order_that_waits_is_not_kept_from_it(int status, string code)
    {
        var (wrong, right) = (await shop.CheckoutAsync(), await shop.CheckoutAsync());
        shop.Toss.OnConfirm(right.PaymentKey, status, code);

        for (var i = 0; i < 2; i++)
        {
            var (refused, problem) = await shop.PayAsync(wrong, right.PaymentKey);
            Assert.Equal((HttpStatusCode.BadRequest, "PAYMENT_010"), (refused, (string?)problem!["errorCode"]));
            Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(wrong.OrderId));
        }

        Assert.Equal(1, shop.SentFor(right));
        Assert.Equal(HttpStatusCode.OK, (await shop.PayAsync(right)).Status);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(right.OrderId));
        await shop.RecoverAsync();
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(wrong.OrderId));
        Assert.Empty(await shop.CasesAsync(wrong));
        var (paid, _) = await shop.PayAsync(await shop.RenewAsync(wrong));
        Assert.Equal((HttpStatusCode.OK, "DONE"), (paid, shop.Toss.Payments[right.PaymentKey].Status));
    }
}
