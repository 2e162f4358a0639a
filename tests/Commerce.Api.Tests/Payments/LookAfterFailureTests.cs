using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>
/// The PG has several transactions of an order, and what we heard first is not all: a decline, or one that is not decided yet. What it
/// captures besides is found without a callback, and goes back (I1, I18).
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class LookAfterFailureTests(RunningApi api) : IAsyncDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TransactionKey _a = new($"two-{Guid.NewGuid():N}-a");
    private readonly TransactionKey _b = new($"two-{Guid.NewGuid():N}-b");

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_capture_beside_a_decline_is_found_an_hour_later_and_goes_back()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var declined = await TellAsync(payment, Declined(_a));
        Assert.Equal((PaymentStatus.Failed, declined.UpdatedAt + Hour), (declined.Status, declined.NextLookAt));
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, (_a, "FAILED"), (_b, "SUCCESS")));

        await api.LookAsync(payment.Id);

        Assert.Equal([$"{_b} FAILED DUPLICATE_CAPTURE void"], await api.DuplicatesAsync(payment.OrderId));
        Assert.Null((await api.PaymentAsync(payment.Id)).NextLookAt);
    }

    [Fact]
    public async Task A_decline_that_is_heard_twice_is_doubted_all_the_same()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var declined = await TellAsync(payment, Declined(_a));

        var again = await TellAsync(payment, Declined(_a));

        Assert.Equal(declined.UpdatedAt + Hour, again.NextLookAt);
        await EndLooksAsync(payment.Id);
    }

    [Fact]
    public async Task Without_one_the_look_is_the_last()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await TellAsync(payment, Declined(_a));
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "FAILED", _a));

        await api.LookAsync(payment.Id);

        var after = await api.PaymentAsync(payment.Id);
        Assert.Equal((PaymentStatus.Failed, null), (after.Status, after.NextLookAt));
    }

    [Fact]
    public async Task What_was_never_sent_is_not_looked_for()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);

        var failed = await TellAsync(payment, new PaymentResult.Failed(FailureCode.GatewayUnavailable, Certain: true));

        Assert.Null(failed.NextLookAt);
    }

    [Fact]
    public async Task A_decline_of_one_transaction_does_not_end_the_looks_at_a_payment_that_failed_without_a_key()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await TellAsync(payment, new PaymentResult.Failed(FailureCode.GatewayTimeout, Certain: false));

        var told = await TellAsync(payment, Declined(_a));
        Assert.Equal((PaymentStatus.Failed, _a), (told.Status, told.TransactionKey));
        Assert.NotNull(told.NextLookAt);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, (_a, "FAILED"), (_b, "SUCCESS")));
        await api.LookAsync(payment.Id);

        Assert.Equal([$"{_b} FAILED DUPLICATE_CAPTURE void"], await api.DuplicatesAsync(payment.OrderId));
    }

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData("FAILED")]
    public async Task While_the_pg_has_not_decided_another_transaction_it_is_asked_again(string decided)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await TellAsync(payment, decided == "SUCCESS" ? new PaymentResult.Succeeded(_a) : Declined(_a));
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, (_a, decided), (_b, "PENDING")));
        await api.LookAsync(payment.Id);
        var waiting = await api.PaymentAsync(payment.Id);
        Assert.InRange(waiting.NextLookAt!.Value - waiting.LastLookAt!.Value, TimeSpan.Zero, Hour / 2);

        api.PgLooksUp(PgTransactions.Of(payment.OrderId, (_a, decided), (_b, "SUCCESS")));
        await api.LookAsync(payment.Id);

        Assert.Equal([$"{_b} FAILED DUPLICATE_CAPTURE void"], await api.DuplicatesAsync(payment.OrderId));
        Assert.Null((await api.PaymentAsync(payment.Id)).NextLookAt);
    }

    [Fact]
    public async Task A_payment_that_a_look_ends_beside_an_undecided_transaction_is_looked_at_again_soon()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, (_a, "SUCCESS"), (_b, "PENDING")));

        var looked = await api.Service<ConfirmPayment>().ExecuteAsync(payment.Id, _ct);

        Assert.Equal(PaymentStatus.Success, looked.Status);
        Assert.InRange(looked.NextLookAt!.Value - looked.UpdatedAt, TimeSpan.Zero, Hour / 2);
        await EndLooksAsync(payment.Id);
    }

    [Fact]
    public async Task A_late_capture_is_doubted_once_like_any_other()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await TellAsync(payment, new PaymentResult.Failed(FailureCode.GatewayTimeout, Certain: false));
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", _a));

        var captured = await api.Service<ConfirmPayment>().ExecuteAsync(payment.Id, _ct);

        Assert.Equal((PaymentStatus.Failed, _a), (captured.Status, captured.TransactionKey));
        Assert.InRange(captured.NextLookAt!.Value, captured.UpdatedAt + Hour, captured.UpdatedAt + Hour);
        await EndLooksAsync(payment.Id);
    }

    [Fact]
    public async Task One_that_is_still_open_goes_before_any_number_of_these()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await TellAsync(payment, Declined(_a));
        var now = TimeProvider.System.GetUtcNow();
        await api.SetNextLookAsync(payment.Id, now.AddDays(-2));

        var first = await api.InDatabaseAsync(db => db.LockDuePaymentsAsync(now.AddHours(-1), "", doubted: false, 20, _ct));
        var then = await api.InDatabaseAsync(db => db.LockDuePaymentsAsync(now.AddHours(-1), "", doubted: true, 20, _ct));

        Assert.DoesNotContain(first, due => due.Id == payment.Id);
        Assert.Contains(then, due => due.Id == payment.Id);
        await EndLooksAsync(payment.Id);
    }

    private static PaymentResult.Failed Declined(TransactionKey key) => new(FailureCode.Declined, Certain: true, key);

    private Task<Payment> TellAsync(Payment payment, PaymentResult result) =>
        api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, result, _ct);

    // So that no other test looks at it.
    private Task<int> EndLooksAsync(long paymentId) => api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paymentId)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, (DateTimeOffset?)null), _ct));
}
