using System.Net;
using Commerce.Core.Checkout;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>
/// A confirm that did not leave, because a circuit was open or nobody answered: the payment stays open and is confirmed later under the one
/// key that it has, for as long as Toss takes it (I1, I16).
/// </summary>
[Collection(nameof(WindowCollection))]
public sealed class NotSentConfirmTests(WindowShop shop)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_open_circuit_kept_back_is_confirmed_when_it_closes()
    {
        var checkout = await shop.CheckoutAsync();
        using (shop.CutOffConfirms())
        {
            Assert.Equal(HttpStatusCode.Accepted, (await shop.PayAsync(checkout)).Status);
            await shop.RecoverAsync();
            Assert.Equal((0, ("PENDING", "PENDING")), (shop.SentFor(checkout), await shop.StatesAsync(checkout.OrderId)));
        }

        shop.Toss.OnConfirm(checkout.PaymentKey, 500, "FAILED_INTERNAL_SYSTEM_PROCESSING");
        await shop.RecoverAsync();
        Assert.Equal((1, "PENDING"), (shop.SentFor(checkout), (await shop.StatesAsync(checkout.OrderId)).Order));
        await shop.RecoverAsync();

        Assert.Equal((2, ("COMPLETED", "SUCCESS")), (shop.SentFor(checkout), await shop.StatesAsync(checkout.OrderId)));
        Assert.Single(KeysOf(checkout).Distinct(StringComparer.Ordinal));
        Assert.Empty(await shop.CasesAsync(checkout));
    }

    [Fact]
    public async Task What_found_no_connection_is_confirmed_by_a_process_that_has_one()
    {
        var checkout = await shop.CheckoutAsync();
        using var cutOff = await shop.CutOffProcessAsync();

        var paid = await cutOff.Services.GetRequiredService<PayOrder>().ExecuteAsync(
            new MemberId("demo1"), checkout.OrderId, new TransactionKey(checkout.PaymentKey), checkout.Amount, _ct);
        Assert.Equal((PaymentStatus.Pending, 0), (paid.Payment.Status, paid.Payment.Confirms));
        await shop.RecoverAsync();

        Assert.Equal((1, ("COMPLETED", "SUCCESS")), (shop.SentFor(checkout), await shop.StatesAsync(checkout.OrderId)));
        Assert.Equal([$"confirm-{paid.Payment.Id}-{checkout.PaymentKey}"], KeysOf(checkout));
    }

    [Fact]
    public async Task After_tosss_ten_minutes_it_is_not_confirmed_and_the_buyer_may_try_again()
    {
        var checkout = await shop.CheckoutAsync();
        using (shop.CutOffConfirms())
        {
            await shop.PayAsync(checkout);
        }

        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { Status = "EXPIRED" });
        await shop.RecoverAsync();
        await shop.RecoverAsync();

        Assert.Equal((0, ("PENDING", "FAILED")), (shop.SentFor(checkout), await shop.StatesAsync(checkout.OrderId)));
        Assert.Equal(HttpStatusCode.OK, (await shop.PayAsync(await shop.RenewAsync(checkout))).Status);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Fact]
    public async Task Nor_is_it_confirmed_once_more_when_toss_says_so_only_then()
    {
        var checkout = await shop.CheckoutAsync();
        using (shop.CutOffConfirms())
        {
            await shop.PayAsync(checkout);
        }

        shop.Toss.OnConfirm(checkout.PaymentKey, 404, "NOT_FOUND_PAYMENT_SESSION"); // Its record has not caught up.
        await shop.RecoverAsync();
        await shop.RecoverAsync();

        // It is the first that Toss has heard of it, so its no is certain.
        Assert.Equal((1, ("PENDING", "FAILED")), (shop.SentFor(checkout), await shop.StatesAsync(checkout.OrderId)));
        Assert.Empty(await shop.CasesAsync(checkout));
    }

    private List<string> KeysOf(Checkout checkout) =>
        [.. shop.Toss.Confirms.Where(sent => sent.Confirm.PaymentKey == checkout.PaymentKey).Select(sent => sent.IdempotencyKey)];
}
