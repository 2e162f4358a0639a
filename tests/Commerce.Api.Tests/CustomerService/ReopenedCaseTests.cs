using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.CustomerService;
using Commerce.Core.Delivery;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.CustomerService;

/// <summary>
/// A resolved case is opened once more when something else of the same payment was set aside; what is merely heard again does not do that.
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class ReopenedCaseTests(RunningApi api)
{
    private const int MostFailures = 10;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_void_that_is_set_aside_after_a_look_was_has_an_open_case_that_is_told_again()
    {
        var payment = (await api.AddCardPaymentAsync(stock: 5)).Id;
        for (var i = 0; i < MostFailures; i++)
        {
            await api.Service<RecordFailedLookup>().ExecuteAsync(payment, new InvalidOperationException("look"), _ct);
        }

        var first = await CaseAsync(payment);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment, new PaymentResult.Succeeded(new TransactionKey($"aside-{payment}")), _ct);
        Assert.NotNull((await CaseAsync(payment)).ResolvedAt);
        await TellAsync(first.Id);

        await FailVoidAsync(payment);

        var again = await CaseAsync(payment);
        Assert.Equal((first.Id, CaseReason.SetAside, null), (again.Id, again.Reason, again.ResolvedAt));
        Assert.NotEqual(first.Detail, again.Detail);
        Assert.True(again.OpenedAt > first.OpenedAt);
        Assert.False(await IsToldAsync(first.Id));
    }

    [Fact]
    public async Task What_is_heard_again_of_a_case_that_an_operator_closed_does_not_open_it()
    {
        var payment = (await api.AddCardPaymentAsync(stock: 5)).Id;
        await api.Service<ApplyGatewayRecord>().OpenCaseAsync(payment, CaseReason.AmountDiffers, "The PG has 1 won.", _ct);
        var opened = await CaseAsync(payment);
        await TellAsync(opened.Id);
        await api.Service<ResolveCase>().ExecuteAsync(opened.Id, "seen", _ct);

        await api.Service<ApplyGatewayRecord>().OpenCaseAsync(payment, CaseReason.AmountDiffers, "The PG has 2 won.", _ct);

        var after = await CaseAsync(payment);
        Assert.Equal(("The PG has 1 won.", true), (after.Detail, after.ResolvedAt is not null));
        Assert.True(await IsToldAsync(opened.Id));
        await api.EndPaymentAsync(payment);
    }

    // Its gateway is not configured any more, so every try to ask breaks off here.
    private async Task FailVoidAsync(long paymentId)
    {
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paymentId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Gateway, "gone").SetProperty(p => p.NextLookAt, (DateTimeOffset?)null), _ct));
        await api.InDatabaseAsync(async db =>
        {
            db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.VoidPayment, paymentId, TimeProvider.System.GetUtcNow()));
            return await db.SaveChangesAsync(_ct);
        });
        for (var i = 0; i < MostFailures; i++)
        {
            // Before everything that other tests have left to be sent.
            await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == paymentId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));
            await api.Service<DeliverOutbox>().ExecuteAsync(_ct);
        }

        Assert.True(await api.InDatabaseAsync(db => db.Outbox.AnyAsync(
            m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == paymentId && m.SetAsideAt != null, _ct)));
    }

    private Task<int> TellAsync(long caseId) => api.InDatabaseAsync(
        db => db.Outbox.Where(m => m.Kind == OutboxKind.NotifyCase && m.SubjectId == caseId).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DoneAt, DateTimeOffset.UnixEpoch).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null), _ct));

    // Told then, and not once more since.
    private Task<bool> IsToldAsync(long caseId) => api.InDatabaseAsync(
        db => db.Outbox.AnyAsync(
            m => m.Kind == OutboxKind.NotifyCase && m.SubjectId == caseId && m.DoneAt == DateTimeOffset.UnixEpoch, _ct));

    private Task<CustomerServiceCase> CaseAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.PaymentId == paymentId, _ct));
}
