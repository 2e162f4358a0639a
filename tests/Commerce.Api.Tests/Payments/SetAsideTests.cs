using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Commerce.Core.CustomerService;
using Commerce.Core.Delivery;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>A record that fails again and again is set aside with a case, and those beside it are worked off all the same.</summary>
[Collection(CardOrders.Collection)]
public sealed class SetAsideTests(RunningApi api)
{
    private const int MostFailures = 10;
    private const string UnknownGateway = "gone";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payment_whose_looks_fail_is_set_aside_and_not_swept_up_again()
    {
        var (failing, sound) = (await AddFailingPaymentAsync(), await api.AddPendingPaymentAsync());
        for (var i = 0; i < MostFailures; i++)
        {
            Assert.Null((await PaymentAsync(failing)).LooksSetAsideAt);
            await MakeLookDueAsync(failing, sound);
            await api.Service<RecoverPayments>().ExecuteAsync(_ct);
        }

        await AgeOrderAsync(failing);
        await api.Service<SweepStaleOrders>().ExecuteAsync(_ct);

        var aside = await PaymentAsync(failing);
        Assert.Equal((MostFailures, null, true), (aside.FailedLooks, aside.NextLookAt, aside.LooksSetAsideAt is not null));
        Assert.Equal([CaseReason.SetAside], await CasesAsync(failing));
        Assert.True((await PaymentAsync(sound)).Looks > 0);
        await EndAsync(failing, sound);
    }

    [Fact]
    public async Task A_void_that_fails_is_set_aside_and_the_next_message_goes_out()
    {
        var failing = await AddFailingPaymentAsync(key: "void-of-a-lost-gateway");
        var message = await AddVoidAsync(failing);
        for (var i = 0; i < MostFailures; i++)
        {
            Assert.Null((await MessageAsync(message)).SetAsideAt);
            await MakeDueAsync(message);
            await api.Service<DeliverOutbox>().ExecuteAsync(_ct);
        }

        var aside = await MessageAsync(message);
        Assert.Equal((MostFailures, null, null, true), (aside.Failures, aside.NextTryAt, aside.DoneAt, aside.SetAsideAt is not null));
        Assert.Equal([CaseReason.SetAside], await CasesAsync(failing));
        while (await api.Service<DeliverOutbox>().ExecuteAsync(_ct) > 0)
        {
            // The case is told, which is a message too; other tests have cases before it in the line.
        }

        Assert.True(await api.InDatabaseAsync(db => db.Outbox.AnyAsync(
            m => m.Kind == OutboxKind.NotifyCase && m.DoneAt != null && db.Cases.Any(c => c.Id == m.SubjectId && c.PaymentId == failing),
            _ct)));
        await EndAsync(failing);
    }

    [Fact]
    public async Task A_callback_that_cannot_be_used_is_set_aside()
    {
        var failing = await AddFailingPaymentAsync(key: "callback-of-a-lost-gateway");
        var callback = await AddCallbackAsync("callback-of-a-lost-gateway");
        var rounds = 0;
        while (await CallbackAsync(callback) is { Failures: < MostFailures } waiting && ++rounds < 200)
        {
            // Another test may have it at this moment, or have filled the batch: then it was not tried.
            Assert.NotEqual(CallbackState.SetAside, waiting.State);
            await api.InDatabaseAsync(db => db.Callbacks.Where(c => c.Id == callback)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextTryAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));
            await api.Service<RetryCallbacks>().ExecuteAsync(_ct);
        }

        var aside = await CallbackAsync(callback);
        Assert.Equal(
            (CallbackState.SetAside, MostFailures, null, failing), (aside.State, aside.Failures, aside.NextTryAt, aside.PaymentId!.Value));
        Assert.Equal([CaseReason.SetAside], await CasesAsync(failing));
        await EndAsync(failing);
    }

    [Fact]
    public async Task An_outage_sets_nothing_aside()
    {
        var paymentId = await api.AddPendingPaymentAsync();
        await MakeLookDueAsync(paymentId);

        await api.Service<RecordFailedLookup>().ExecuteAsync(
            paymentId, new InvalidOperationException("x", new HttpRequestException("no route")), _ct);

        Assert.Equal(0, (await PaymentAsync(paymentId)).FailedLooks);
        await EndAsync(paymentId);
    }

    // Its gateway is not configured any more, so every attempt to ask breaks off here.
    private async Task<long> AddFailingPaymentAsync(string? key = null)
    {
        var paymentId = await api.AddPendingPaymentAsync();
        TransactionKey? transactionKey = key is null ? null : new TransactionKey(key);
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paymentId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Gateway, UnknownGateway).SetProperty(p => p.TransactionKey, transactionKey), _ct));
        return paymentId;
    }

    private Task<long> AddVoidAsync(long paymentId) => api.InDatabaseAsync(async db =>
    {
        var message = OutboxMessage.DueNow(OutboxKind.VoidPayment, paymentId, TimeProvider.System.GetUtcNow());
        db.Outbox.Add(message);
        await db.SaveChangesAsync(_ct);
        return message.Id;
    });

    private Task<long> AddCallbackAsync(string key) => api.InDatabaseAsync(async db =>
    {
        var record = new CallbackRecord
        {
            Gateway = UnknownGateway,
            MessageId = $"msg_{key}",
            Body = "{}",
            TransactionKey = key,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Callbacks.Add(record);
        await db.SaveChangesAsync(_ct);
        return record.Id;
    });

    private Task<int> MakeLookDueAsync(params long[] payments) => api.InDatabaseAsync(db => db.Payments.Where(p => payments.Contains(p.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow()), _ct));

    // Before everything that other tests have left to be sent.
    private Task<int> MakeDueAsync(long messageId) => api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == messageId)
        .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));

    // Old enough for the sweep, which leaves alone what was looked at just now.
    private Task<int> AgeOrderAsync(long paymentId) => api.InDatabaseAsync(async db =>
    {
        await db.Payments.Where(p => p.Id == paymentId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LastLookAt, TimeProvider.System.GetUtcNow().AddHours(-1)), _ct);
        return await db.Orders.Where(o => db.Payments.Any(p => p.Id == paymentId && p.OrderId == o.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.CreatedAt, TimeProvider.System.GetUtcNow().AddHours(-1)), _ct);
    });

    private Task<Payment> PaymentAsync(long id) => api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == id, _ct));

    private Task<OutboxMessage> MessageAsync(long id) => api.InDatabaseAsync(
        db => db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id, _ct));

    private Task<CallbackRecord> CallbackAsync(long id) => api.InDatabaseAsync(
        db => db.Callbacks.AsNoTracking().SingleAsync(c => c.Id == id, _ct));

    private Task<List<CaseReason>> CasesAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Cases.Where(c => c.PaymentId == paymentId).Select(c => c.Reason).ToListAsync(_ct));

    private async Task EndAsync(params long[] payments)
    {
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }
}
