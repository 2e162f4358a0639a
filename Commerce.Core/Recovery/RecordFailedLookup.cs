using Commerce.Core.CustomerService;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery;

/// <summary>
/// Notes that a look at a payment broke off here. The gaps grow, and a payment whose looks fail again and again is set aside with a
/// case: it must neither spin nor keep the others waiting.
/// </summary>
public sealed partial class RecordFailedLookup(
    DatabaseTransaction transaction,
    LookupSchedule schedule,
    IOptions<RecoveryOptions> options,
    IDatabaseClock clock,
    ILogger<RecordFailedLookup> logger)
{
    public async Task ExecuteAsync(long paymentId, Exception failure, CancellationToken ct)
    {
        // An outage is not the payment's doing: it stays leased, and its turn comes again.
        if (!RecordFault.IsOfTheRecord(failure))
        {
            return;
        }

        try
        {
            var payment = await transaction.ExecuteAsync((db, token) => RecordAsync(db, paymentId, failure, token), ct);
            if (payment.LooksSetAsideAt is not null)
            {
                LogSetAside(logger, payment.Id, payment.FailedLooks);
            }
        }
        catch (Exception e) when (RecordFault.IsOfTheRecord(e))
        {
            if (await transaction.ExecuteAsync((db, token) => RecordUnreadAsync(db, paymentId, failure, token), ct))
            {
                LogSetAside(logger, paymentId, options.Value.MostFailures);
            }
        }
    }

    private async Task<Payment> RecordAsync(CommerceDbContext db, long paymentId, Exception failure, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var payment = await db.LockPaymentAsync(paymentId, ct);
        if (payment.NextLookAt is null)
        {
            return payment; // Somebody else concluded it meanwhile.
        }

        payment.FailToLook(schedule.AfterBreak(payment, now));
        if (payment.FailedLooks >= options.Value.MostFailures)
        {
            payment.SetLooksAside(now);
            await Cases.OpenAsync(
                db, payment, CaseReason.SetAside, RecordFault.Describe("The look", payment.FailedLooks, failure), now, ct);
        }

        return payment;
    }

    // The row itself may be what fails, a word in it that only a later version knows. It is counted without being read, and its lease is
    // the gap.
    private async Task<bool> RecordUnreadAsync(CommerceDbContext db, long paymentId, Exception failure, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var orderId = await db.LockPaymentUnreadAsync(paymentId, ct);
        var waiting = db.Payments.Where(p => p.Id == paymentId && p.NextLookAt != null);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(p => p.FailedLooks, p => p.FailedLooks + 1), ct);
        var setAside = await waiting.Where(p => p.FailedLooks >= options.Value.MostFailures).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.LooksSetAsideAt, now).SetProperty(p => p.NextLookAt, (DateTimeOffset?)null), ct) > 0;
        if (setAside)
        {
            var detail = RecordFault.Describe("The look", options.Value.MostFailures, failure);
            await Cases.OpenAsync(db, orderId, paymentId, CaseReason.SetAside, detail, now, ct);
        }

        return setAside;
    }

    [LoggerMessage(2402, LogLevel.Error, "Payment {PaymentId}: {Failures} looks failed, it is set aside")]
    private static partial void LogSetAside(ILogger logger, long paymentId, int failures);
}
