using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Journal;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Tests.Payments;

/// <summary>
/// The PG said that it had the money of an order that was sold out, and later that it has none: nothing was sold for it, so after some
/// voids the PG is believed. Where something was sold, it is not.
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class SoldOutVoidTests(RunningApi api) : IAsyncDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TransactionKey _key = new($"sold-out-{Guid.NewGuid():N}");

    private int Enough => api.Service<IOptions<PaymentOptions>>().Value.FruitlessVoids;

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData(null)]
    public async Task A_void_of_a_sold_out_order_that_finds_nothing_ends_in_a_case_and_a_reversing_entry(string? state)
    {
        var payment = await PaidAsync(stock: 0);
        api.PgLooksUp(state is null ? ScriptedPg.Refused(404, "none") : PgTransactions.Of(payment.OrderId, state, _key));

        var outcomes = await VoidAsync(payment.Id, Enough);

        Assert.Equal([.. Enumerable.Repeat(VoidOutcome.NotYet, Enough - 1), VoidOutcome.Done], outcomes);
        Assert.Equal(["NothingToVoid open", "StockShort resolved"], await CasesAsync(payment.Id));
        Assert.Equal([(JournalKind.Captured, 2), (JournalKind.CaptureReversed, 2)], await PostedAsync());
        Assert.Equal(0, await ReceivableAsync());
        Assert.Equal(PaymentStatus.Success, (await api.PaymentAsync(payment.Id)).Status);
    }

    [Fact]
    public async Task Money_that_comes_to_light_after_all_is_voided_then()
    {
        var payment = await PaidAsync(stock: 0);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "FAILED", _key));
        await VoidAsync(payment.Id, Enough);
        await api.InDatabaseAsync(db => VoidsOf(db.Outbox, payment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DoneAt, TimeProvider.System.GetUtcNow()).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null),
            _ct));

        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(_key), _ct);
        var reopened = await api.InDatabaseAsync(db => VoidsOf(db.Outbox.AsNoTracking(), payment.Id).SingleAsync(_ct));
        Assert.Null(reopened.DoneAt);

        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "CANCELLED", _key));
        Assert.Equal([VoidOutcome.Done], await VoidAsync(payment.Id, 1));
        Assert.Equal(PaymentStatus.Cancelled, (await api.PaymentAsync(payment.Id)).Status);
        Assert.Equal(0, await ReceivableAsync());
        await EndVoidAsync(payment.Id);
    }

    [Fact]
    public async Task A_void_of_an_order_for_which_something_was_sold_is_tried_on()
    {
        var payment = await PaidAsync(stock: 5);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "FAILED", _key));

        var outcomes = await VoidAsync(payment.Id, Enough + 1);

        Assert.All(outcomes, outcome => Assert.Equal(VoidOutcome.NotYet, outcome));
        Assert.Equal([(JournalKind.Captured, 2)], await PostedAsync());
    }

    // The void is not due, so that no other test delivers it.
    private async Task<Payment> PaidAsync(int stock)
    {
        var payment = await api.AddCardPaymentAsync(stock);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(_key), _ct);
        await EndVoidAsync(payment.Id);
        return payment;
    }

    private Task<int> EndVoidAsync(long paymentId) => api.InDatabaseAsync(db => VoidsOf(db.Outbox, paymentId).ExecuteUpdateAsync(
        set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.GetUtcNow().AddDays(1)), _ct));

    private async Task<List<VoidOutcome>> VoidAsync(long paymentId, int times)
    {
        var outcomes = new List<VoidOutcome>();
        for (var i = 0; i < times; i++)
        {
            outcomes.Add(await api.Service<VoidPayment>().ExecuteAsync(paymentId, _ct));
        }

        return outcomes;
    }

    private static IQueryable<OutboxMessage> VoidsOf(IQueryable<OutboxMessage> outbox, long paymentId) =>
        outbox.Where(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == paymentId);

    private Task<List<string>> CasesAsync(long paymentId) => api.InDatabaseAsync(async db =>
        (await db.Cases.AsNoTracking().Where(c => c.PaymentId == paymentId).ToListAsync(_ct))
        .ConvertAll(c => $"{c.Reason} {(c.ResolvedAt is null ? "open" : "resolved")}").Order(StringComparer.Ordinal).ToList());

    private Task<List<(JournalKind Kind, int Lines)>> PostedAsync() => api.InDatabaseAsync(async db =>
        (await db.Journal.AsNoTracking().Where(e => e.TransactionKey == _key).ToListAsync(_ct))
        .GroupBy(e => e.Kind).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())).ToList());

    private Task<long> ReceivableAsync() => api.InDatabaseAsync(db => db.Journal
        .Where(e => e.TransactionKey == _key && e.Account == JournalAccount.PgReceivable).SumAsync(e => e.Amount, _ct));
}
