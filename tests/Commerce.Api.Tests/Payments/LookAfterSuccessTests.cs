using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>
/// The PG takes the money of a paid order once more, and nothing tells of it: one more look finds it, and it goes back (I1).
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class LookAfterSuccessTests(RunningApi api) : IAsyncDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_second_capture_without_a_callback_is_found_and_goes_back()
    {
        var payment = await PaidAsync();
        Assert.InRange(payment.NextLookAt!.Value, payment.UpdatedAt + Hour, payment.UpdatedAt + Hour);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", payment.TransactionKey!.Value, SecondOf(payment)));

        await api.LookAsync(payment.Id);

        Assert.Equal([$"{SecondOf(payment)} FAILED DUPLICATE_CAPTURE void"], await api.DuplicatesAsync(payment.OrderId));
        Assert.Null((await api.PaymentAsync(payment.Id)).NextLookAt);
    }

    [Fact]
    public async Task Without_one_the_look_is_the_last()
    {
        var payment = await PaidAsync();
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", payment.TransactionKey!.Value));

        await api.LookAsync(payment.Id);

        var after = await api.PaymentAsync(payment.Id);
        Assert.Equal((PaymentStatus.Success, null), (after.Status, after.NextLookAt));
        Assert.Empty(await api.DuplicatesAsync(payment.OrderId));
    }

    [Fact]
    public async Task A_look_that_finds_the_success_leaves_this_one_for_later()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", new TransactionKey($"paid-{Guid.NewGuid():N}")));

        await api.LookAsync(payment.Id);

        var after = await api.PaymentAsync(payment.Id);
        Assert.Equal((PaymentStatus.Success, after.UpdatedAt + Hour), (after.Status, after.NextLookAt));
    }

    [Fact]
    public async Task One_that_is_still_open_goes_before_any_number_of_these()
    {
        var (open, paid) = (await api.AddCardPaymentAsync(stock: 5), await PaidAsync());
        var now = TimeProvider.System.GetUtcNow();
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paid.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.NextLookAt, now.AddDays(-2)), _ct));
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == open.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.NextLookAt, now.AddDays(-1)), _ct));

        var taken = await api.InDatabaseAsync(db => db.LockDuePaymentsAsync(now.AddHours(-1), "", doubted: false, 20, _ct));

        Assert.Contains(taken, due => due.Id == open.Id);
        Assert.DoesNotContain(taken, due => due.Id == paid.Id);
        await api.EndPaymentAsync(open.Id);
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paid.Id)
            // So that no other test looks at it.
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, (DateTimeOffset?)null), _ct));
    }

    [Fact]
    public async Task What_a_signed_callback_told_before_the_pgs_records_showed_it_goes_back_when_they_do()
    {
        var payment = await PaidAsync();
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", payment.TransactionKey!.Value));
        await api.LookAsync(payment.Id);

        var state = await TellAsync(payment, SecondOf(payment));
        var told = await api.PaymentAsync(payment.Id);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "SUCCESS", payment.TransactionKey!.Value, SecondOf(payment)));
        await api.LookAsync(payment.Id);

        Assert.Equal(CallbackState.Differs, state);
        Assert.InRange(told.NextLookAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal([$"{SecondOf(payment)} FAILED DUPLICATE_CAPTURE void"], await api.DuplicatesAsync(payment.OrderId));
        Assert.True(
            await api.InDatabaseAsync(db => db.Cases.AnyAsync(c => c.PaymentId == payment.Id && c.Reason == CaseReason.KeyDiffers, _ct)));
    }

    private async Task<Payment> PaidAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        return await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Succeeded(new TransactionKey($"paid-{Guid.NewGuid():N}")), _ct);
    }

    private static TransactionKey SecondOf(Payment payment) => new($"{payment.TransactionKey}-second");

    private async Task<CallbackState> TellAsync(Payment payment, TransactionKey key)
    {
        var orderId = SimulatorOrderId.Of(payment.OrderId).Value;
        var stored = await api.InDatabaseAsync(async db =>
        {
            var record = new CallbackRecord
            {
                Gateway = payment.Gateway!,
                MessageId = $"msg-{key}",
                Body = "{}",
                TransactionKey = key.Value,
                MerchantOrderId = orderId,
                ReceivedAt = TimeProvider.System.GetUtcNow(),
            };
            db.Callbacks.Add(record);
            await db.SaveChangesAsync(_ct);
            return record;
        });
        return await api.Service<HandleCallback>().ExecuteAsync(stored, new GatewayCallback.Unproven(key, orderId), _ct);
    }
}
