using Commerce.Core.Gateways;
using Commerce.Core.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>Toss's books of a day against ours: what does not fit is a break, and the rest is compared all the same (I4).</summary>
[Collection(nameof(WindowCollection))]
public sealed class TossDayTests(WindowShop shop)
{
    private static readonly DateOnly Day = new(2025, 3, 4);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_surplus_cancel_is_one_break_of_its_day()
    {
        var (paid, cancelled) = (await shop.CheckoutAsync(), await shop.CheckoutAsync());
        await shop.PayAsync(paid);
        await shop.PayAsync(cancelled);
        await shop.CancelAsync(cancelled);
        var cancel = shop.Toss.Payments[cancelled.PaymentKey].Cancels[0].TransactionKey;
        shop.Toss.Lines.AddRange(
        [
            Line("surplus", "tgen_of_nobody", "of-nobody", "CANCELED", 7_000),
            Line("approval-1", paid.PaymentKey, paid.Name, "DONE", paid.Amount),
            Line("approval-2", cancelled.PaymentKey, cancelled.Name, "DONE", cancelled.Amount),
            Line(cancel, cancelled.PaymentKey, cancelled.Name, "CANCELED", cancelled.Amount),
            Line("approval-3", paid.PaymentKey, paid.Name, "DONE", paid.Amount),
        ]);

        var run = await shop.Service<CompareBooks>().ExecuteAsync(Day, "toss", _ct);

        Assert.Equal((ReconciliationStatus.Completed, 5, 2), (run.Status, run.PgLines, run.Breaks));
        Assert.Equal((paid.Amount + cancelled.Amount, cancelled.Amount), (run.OurCaptured, run.OurCancelled));
        var breaks = await shop.InDatabaseAsync(db => db.ReconciliationBreaks.AsNoTracking()
            .Where(b => b.RunId == run.Id).OrderBy(b => b.Id).ToListAsync(_ct));
        Assert.Equal(
            [
                (BreakKind.MissingHere, GatewayBookLineType.Cancel, "tgen_of_nobody", 7_000),
                (BreakKind.Duplicate, GatewayBookLineType.Payment, paid.PaymentKey, paid.Amount), // Approved once more under its key.
            ],
            breaks.Select(b => (b.Kind, b.Type, b.TransactionKey!.Value.Value, b.PgAmount!.Value)));
    }

    private static object Line(string transactionKey, string paymentKey, string orderId, string status, long amount) => new
    {
        mId = "tvivarepublica",
        transactionKey,
        paymentKey,
        orderId,
        status,
        transactionAt = "2025-03-04T10:00:00+09:00",
        currency = "KRW",
        amount,
    };
}
