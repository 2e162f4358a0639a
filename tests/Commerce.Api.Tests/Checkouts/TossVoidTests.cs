using Commerce.Core.CustomerService;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>
/// Toss does not give money back, or says so: what is left of the payment decides, it is tried on, and a person is told when it takes too
/// long. Nothing is CANCELLED before nothing is left (I14).
/// </summary>
[Collection(nameof(WindowCollection))]
public sealed class TossVoidTests(WindowShop shop)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(31); // Payments:VoidCaseAfter is half an hour.

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(403, "NOT_CANCELABLE_PAYMENT")]
    [InlineData(403, "NOT_CANCELABLE_AMOUNT")]
    [InlineData(403, "EXCEED_MAX_REFUND_DUE")]
    [InlineData(400, "REFUND_REJECTED")]
    [InlineData(400, "NOT_MATCHES_REFUNDABLE_AMOUNT")]
    [InlineData(400, "ALREADY_CANCELED_PAYMENT")] // And it is not: all of it is left.
    [InlineData(400, "ALREADY_REFUND_PAYMENT")]
    [InlineData(500, "FAILED_REFUND_PROCESS")]
    [InlineData(409, "IDEMPOTENT_REQUEST_PROCESSING")]
    [InlineData(400, "A_CODE_OF_TOMORROW")]
    public async Task A_refusal_voids_nothing_and_becomes_a_case_when_it_stays_one(int status, string code)
    {
        var checkout = await PaidAsync();
        shop.Toss.OnCancel(checkout.PaymentKey, status, code);
        shop.Toss.OnCancel(checkout.PaymentKey, status, code);

        await shop.CancelAsync(checkout);
        Assert.Equal((("COMPLETED", "SUCCESS"), 1), (await shop.StatesAsync(checkout.OrderId), AskedFor(checkout)));
        Assert.Empty(await shop.CasesAsync(checkout));
        await shop.DeliverAgainAsync(checkout, Long);
        Assert.Equal((("COMPLETED", "SUCCESS"), 2), (await shop.StatesAsync(checkout.OrderId), AskedFor(checkout)));
        Assert.Equal([CaseReason.VoidRefused], await shop.CasesAsync(checkout));

        await shop.DeliverAgainAsync(checkout); // It is still tried, and at last it is done.

        Assert.Equal(("CANCELLED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Empty(await shop.CasesAsync(checkout));
    }

    [Theory]
    [InlineData(400, "ALREADY_CANCELED_PAYMENT")]
    [InlineData(500, "FAILED_REFUND_PROCESS")]
    [InlineData(0, "no answer")]
    public async Task What_looks_like_an_error_and_has_given_the_money_back_is_found(int status, string code)
    {
        var checkout = await PaidAsync();
        shop.Toss.OnCancel(checkout.PaymentKey, context =>
        {
            shop.Toss.Cancel(checkout.PaymentKey);
            if (status > 0)
            {
                return FakeToss.ErrorAsync(context, status, code);
            }

            context.Abort();
            return Task.CompletedTask;
        });

        await shop.CancelAsync(checkout);

        Assert.Equal((("CANCELLED", "CANCELLED"), 1), (await shop.StatesAsync(checkout.OrderId), AskedFor(checkout)));
        Assert.Single(shop.Toss.Payments[checkout.PaymentKey].Cancels);
    }

    [Theory]
    [InlineData("CANCELED")]
    [InlineData("PARTIAL_CANCELED")]
    public async Task An_answer_that_claims_it_while_money_is_left_voids_nothing(string claimed)
    {
        var checkout = await PaidAsync();
        var paid = shop.Toss.Payments[checkout.PaymentKey];
        shop.Toss.OnCancel(checkout.PaymentKey, context => context.Response.WriteAsJsonAsync(paid with { Status = claimed }, _ct));

        await shop.CancelAsync(checkout);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        await shop.DeliverAgainAsync(checkout);

        Assert.Equal(("CANCELLED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
    }

    [Fact]
    public async Task A_part_that_somebody_else_gives_back_meanwhile_is_not_given_back_again()
    {
        var checkout = await PaidAsync();
        shop.Toss.OnCancel(checkout.PaymentKey, context =>
        {
            var paid = shop.Toss.Payments[checkout.PaymentKey];
            var left = paid.BalanceAmount - 100;
            shop.Toss.Put(paid with { Status = "PARTIAL_CANCELED", BalanceAmount = left, Cancels = [new("by-hand", 100)] });
            return FakeToss.ErrorAsync(context, 400, "NOT_MATCHES_REFUNDABLE_AMOUNT");
        });

        await shop.CancelAsync(checkout);
        await shop.DeliverAgainAsync(checkout);

        Assert.Equal(("CANCELLED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(
            [checkout.Amount, checkout.Amount - 100],
            shop.Toss.Cancels.Where(asked => asked.PaymentKey == checkout.PaymentKey).Select(asked => asked.RefundableAmount));
    }

    private async Task<Checkout> PaidAsync()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);
        return checkout;
    }

    private int AskedFor(Checkout checkout) => shop.Toss.Cancels.Count(asked => asked.PaymentKey == checkout.PaymentKey);
}
