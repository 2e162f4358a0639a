using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Journal;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>A void is done when the PG's books say so, whatever the PG answered to it (I14).</summary>
[Collection(CardOrders.Collection)]
public sealed class VoidAnswerTests(RunningApi api) : IAsyncDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TransactionKey _key = new($"void-answer-{Guid.NewGuid():N}");

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        api.PgCancels(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_pg_agreed_to_is_not_done_while_its_books_cannot_be_read()
    {
        var payment = await ToBeVoidedAsync();
        api.PgCancels(context =>
        {
            api.PgLooksUp(ScriptedPg.Refused(500, "no books"));
            return ScriptedPg.Cancelled(_key.Value)(context);
        });

        Assert.Equal(VoidOutcome.NotYet, await api.Service<VoidPayment>().ExecuteAsync(payment.Id, _ct));
        Assert.Equal((PaymentStatus.Success, 0), await StateAsync(payment.Id));

        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "CANCELLED", _key));
        Assert.Equal(VoidOutcome.Done, await api.Service<VoidPayment>().ExecuteAsync(payment.Id, _ct));
        Assert.Equal((PaymentStatus.Cancelled, 2), await StateAsync(payment.Id));
        Assert.Equal(0, await ReceivableAsync());
    }

    [Fact]
    public async Task What_the_pg_agreed_to_is_not_done_while_its_books_still_have_the_money()
    {
        var payment = await ToBeVoidedAsync();
        api.PgCancels(ScriptedPg.Cancelled(_key.Value));

        Assert.Equal(VoidOutcome.NotYet, await api.Service<VoidPayment>().ExecuteAsync(payment.Id, _ct));
        Assert.Equal((PaymentStatus.Success, 0), await StateAsync(payment.Id));
    }

    // Its goods were sold out. The void is not due, so that no other test delivers it.
    private async Task<Payment> ToBeVoidedAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 0);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", _key));
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(_key), _ct);
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.SubjectId == payment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.GetUtcNow().AddDays(1)), _ct));
        return payment;
    }

    private async Task<(PaymentStatus Status, int VoidLines)> StateAsync(long paymentId) => (
        (await api.PaymentAsync(paymentId)).Status,
        await api.InDatabaseAsync(db => db.Journal.CountAsync(e => e.TransactionKey == _key && e.Kind == JournalKind.Voided, _ct)));

    // What the PG owes us for it by our journal (I5): the void takes out what the capture put in.
    private Task<long> ReceivableAsync() => api.InDatabaseAsync(db => db.Journal
        .Where(e => e.TransactionKey == _key && e.Account == JournalAccount.PgReceivable).SumAsync(e => e.Amount, _ct));
}
