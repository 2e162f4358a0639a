using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.CustomerService;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>The PG took money for a payment that had failed: it is found without a callback, and given back once (I18).</summary>
[Collection(CardOrders.Collection)]
public sealed class LateCaptureTests(RunningApi api) : IAsyncLifetime
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TransactionKey _key = new($"20260101:TR:{Guid.NewGuid():N}");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_payment_that_failed_without_the_pgs_word_is_looked_at_again_and_its_money_goes_back()
    {
        var payment = await FailedAsync();
        Assert.NotNull(payment.NextLookAt);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", _key));

        // Another test's worker may have taken it with a batch of its own, and gives it back.
        for (var tries = 0; tries < 100 && (await StateAsync(payment.Id)).Key is null; tries++)
        {
            await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == payment.Id && p.TransactionKey == null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));
            await api.Service<RecoverPayments>().ExecuteAsync(_ct);
        }

        Assert.Equal((PaymentStatus.Failed, _key, 1, 1), await StateAsync(payment.Id));
    }

    [Fact]
    public async Task A_second_word_of_the_same_capture_changes_nothing()
    {
        var payment = await FailedAsync();
        var capture = new PaymentResult.Succeeded(_key);

        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, capture, _ct);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, capture, _ct);

        Assert.Equal((PaymentStatus.Failed, _key, 1, 1), await StateAsync(payment.Id));
    }

    private async Task<Payment> FailedAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        return await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Failed(FailureCode.GatewayTimeout, Certain: false), _ct);
    }

    private Task<(PaymentStatus Status, TransactionKey? Key, int Voids, int Cases)> StateAsync(long paymentId) => api.InDatabaseAsync(
        async db =>
    {
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId, _ct);
        var voids = await db.Outbox.CountAsync(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == paymentId, _ct);
        var cases = await db.Cases.CountAsync(c => c.PaymentId == paymentId && c.Reason == CaseReason.LateCapture, _ct);
        return (payment.Status, payment.TransactionKey, voids, cases);
    });
}
