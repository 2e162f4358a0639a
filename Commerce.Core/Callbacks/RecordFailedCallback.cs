using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Notes that making use of a stored callback broke off here. A callback that fails again and again is set aside with a case: it must
/// neither spin nor keep the others waiting.
/// </summary>
public sealed class RecordFailedCallback(
    DatabaseTransaction transaction,
    PaymentGateways gateways,
    IOptions<InboxOptions> options,
    IDatabaseClock clock,
    ILogger<RecordFailedCallback> logger)
{
    public async Task<CallbackState> ExecuteAsync(CallbackRecord record, Exception failure, CancellationToken ct)
    {
        // An outage is not the callback's doing: it stays leased, and its turn comes again.
        if (!RecordFault.IsOfTheRecord(failure))
        {
            return record.State;
        }

        var failed = await transaction.ExecuteAsync((db, token) => RecordAsync(db, record.Id, failure, token), ct);
        if (failed.State == CallbackState.SetAside)
        {
            CallbackLog.SetAside(logger, failed.Id, failed.TransactionKey.OrNone(), failed.Failures);
        }

        return failed.State;
    }

    /// <summary>It could not even be read. It is counted without being read, and its lease is the gap.</summary>
    public async Task UnreadAsync(long callbackId, Exception failure, CancellationToken ct)
    {
        CallbackLog.Unread(logger, failure, callbackId);
        await transaction.ExecuteAsync((db, token) => RecordUnreadAsync(db, callbackId, failure, token), ct);
    }

    private async Task<bool> RecordUnreadAsync(CommerceDbContext db, long callbackId, Exception failure, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var waiting = db.Callbacks.Where(c => c.Id == callbackId && c.NextTryAt != null);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(c => c.Failures, c => c.Failures + 1), ct);
        var setAside = await waiting.Where(c => c.Failures >= options.Value.MostFailures).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CallbackState.SetAside)
                .SetProperty(c => c.HandledAt, now)
                .SetProperty(c => c.NextTryAt, (DateTimeOffset?)null),
            ct) > 0;
        if (setAside)
        {
            var detail = RecordFault.Describe($"Reading callback {callbackId}", options.Value.MostFailures, failure);
            await Cases.OpenWithoutPaymentAsync(db, CaseReason.SetAside, detail, now, ct);
        }

        return setAside;
    }

    private async Task<CallbackRecord> RecordAsync(CommerceDbContext db, long callbackId, Exception failure, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var record = await db.Callbacks.SingleAsync(c => c.Id == callbackId, ct);
        record.Fail(now);
        if (record.Failures < options.Value.MostFailures)
        {
            return record;
        }

        var detail = RecordFault.Describe($"Making use of callback {record.Id}", record.Failures, failure);
        var payment = await FindPaymentAsync(db, record, ct);
        record.Handle(CallbackState.SetAside, payment?.Id, now);
        await (payment is null
            ? Cases.OpenWithoutPaymentAsync(db, CaseReason.SetAside, detail, now, ct)
            : Cases.OpenAsync(db, payment, CaseReason.SetAside, detail, now, ct));
        return record;
    }

    // Looking for the payment may be the very thing that fails.
    private async Task<Payment?> FindPaymentAsync(CommerceDbContext db, CallbackRecord record, CancellationToken ct)
    {
        try
        {
            var orderId = gateways.OrderIdOf(record.Gateway, record.MerchantOrderId);
            var found = record.TransactionKey is { } key
                ? await db.FindCallbackPaymentAsync(record.Gateway, new TransactionKey(key), orderId, ct)
                : null;
            return found is null ? null : await db.LockPaymentAsync(found.Id, ct);
        }
        catch (Exception e) when (RecordFault.IsOfTheRecord(e))
        {
            CallbackLog.WithoutPayment(logger, e, record.Id);
            return null;
        }
    }
}
