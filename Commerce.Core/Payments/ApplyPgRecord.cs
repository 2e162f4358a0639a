using Commerce.Core.CustomerService;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Payments;

/// <summary>
/// Takes the PG's record of a transaction, from a lookup or a signed callback, as the result of a payment, if it is the payment's:
/// what has another amount or order than ours is never applied and becomes a case (I12).
/// </summary>
public sealed partial class ApplyPgRecord(
    DatabaseTransaction transaction, ApplyPaymentResult apply, LookSchedule schedule, IDatabaseClock clock, ILogger<ApplyPgRecord> logger)
{
    private const string UnknownError = "알 수 없는 오류";

    /// <returns>The payment afterwards; null when the record is not this payment's.</returns>
    public async Task<Payment?> ExecuteAsync(Payment payment, PgLookup.Found record, CancellationToken ct)
    {
        if (DifferenceOf(payment, record) is not { } difference)
        {
            return await apply.ExecuteAsync(payment.Id, ResultOf(record), ct);
        }

        LogDiffers(logger, payment.OrderId, payment.Id, record.Key, difference.Reason, record.Amount, payment.Amount);
        await OpenCaseAsync(payment.Id, difference.Reason, difference.Detail, ct);
        return null;
    }

    /// <summary>
    /// Opens a case on a payment to which something of the PG's does not fit, and has the PG asked soon: its records may lag behind what
    /// it says.
    /// </summary>
    public Task OpenCaseAsync(long paymentId, CaseReason reason, string detail, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var payment = await db.LockPaymentAsync(paymentId, token);
            var now = await clock.NowAsync(db, token);
            await Cases.OpenAsync(db, payment, reason, detail, now, token);
            if (payment.Gateway is not null && reason == CaseReason.KeyDiffers)
            {
                payment.LookBy(schedule.First(now));
            }

            return payment;
        },
        ct);

    private static (CaseReason Reason, string Detail)? DifferenceOf(Payment payment, PgLookup.Found record)
    {
        if (record.Amount != payment.Amount)
        {
            return (CaseReason.AmountDiffers, $"The PG has {record.Amount} won under {record.Key}, we asked for {payment.Amount}. Nothing was applied.");
        }

        return record.IsOfOrder(payment.OrderId)
            ? null
            : (CaseReason.KeyDiffers, $"The PG has {record.OrderId} under {record.Key}, which is our key of another order. Nothing was applied.");
    }

    private static PaymentResult ResultOf(PgLookup.Found record) => record.State switch
    {
        PgState.Success => new PaymentResult.Succeeded(record.Key),
        PgState.Failed or PgState.Cancelled => new PaymentResult.Failed(record.Reason ?? UnknownError, Certain: true, record.Key),
        PgState.Pending => new PaymentResult.Accepted(record.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.State, null),
    };

    [LoggerMessage(LogLevel.Error, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): {Reason}, the PG has {PgAmount} won, we asked for {Amount}; not applied")]
    private static partial void LogDiffers(
        ILogger logger, long orderId, long paymentId, TransactionKey transactionKey, CaseReason reason, long pgAmount, long amount);
}
