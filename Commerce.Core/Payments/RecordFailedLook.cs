using Commerce.Core.CustomerService;
using Commerce.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments;

/// <summary>
/// Notes that a look at a payment broke off here. The gaps grow, and a payment whose looks fail again and again is set aside with a
/// case: it must neither spin nor keep the others waiting.
/// </summary>
public sealed partial class RecordFailedLook(
    DatabaseTransaction transaction,
    LookSchedule schedule,
    IOptions<ReconciliationOptions> options,
    IDatabaseClock clock,
    ILogger<RecordFailedLook> logger)
{
    public async Task ExecuteAsync(long paymentId, Exception failure, CancellationToken ct)
    {
        // An outage is not the payment's doing: it stays leased, and its turn comes again.
        if (!RecordFault.IsOfTheRecord(failure))
        {
            return;
        }

        var payment = await transaction.ExecuteAsync((db, token) => RecordAsync(db, paymentId, failure, token), ct);
        if (payment.LooksSetAsideAt is not null)
        {
            LogSetAside(logger, payment.OrderId, payment.Id, payment.FailedLooks);
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

        payment.FailToLook(schedule.AfterFailure(payment, now));
        if (payment.FailedLooks >= options.Value.MostFailures)
        {
            payment.SetLooksAside(now);
            await Cases.OpenAsync(db, payment, CaseReason.SetAside, RecordFault.Describe("The look", payment.FailedLooks, failure), now, ct);
        }

        return payment;
    }

    [LoggerMessage(LogLevel.Error, "Order {OrderId}, payment {PaymentId}: {Failures} looks failed, it is set aside")]
    private static partial void LogSetAside(ILogger logger, long orderId, long paymentId, int failures);
}
