using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Takes the PG's record of a transaction, from a lookup or a signed callback, as the result of a payment, if it is the payment's:
/// what has another amount or order than ours is never applied and becomes a case (I12).
/// </summary>
public sealed partial class ApplyGatewayRecord(
    PaymentGateways gateways,
    DatabaseTransaction transaction,
    ApplyPaymentResult apply,
    LookupSchedule schedule,
    IDatabaseClock clock,
    ILogger<ApplyGatewayRecord> logger)
{
    /// <returns>The payment afterwards; null when the record is not this payment's.</returns>
    public async Task<Payment?> ExecuteAsync(Payment payment, GatewayLookup.Found record, CancellationToken ct)
    {
        if (DifferenceOf(payment, record) is not { } difference)
        {
            var applied = await apply.ExecuteAsync(payment.Id, ResultOf(record), ct);
            await RemarkAsync(payment.Id, record, ct);
            return applied;
        }

        LogDiffers(logger, payment.OrderId, payment.Id, record.Key, difference.Reason, record.Amount, payment.Amount);
        await OpenCaseAsync(payment.Id, difference.Reason, difference.Detail, ct);
        return null;
    }

    /// <summary>The same inside the caller's transaction, which holds the payment's row, for a record that is the payment's.</summary>
    /// <returns>False when it is not; nothing is done then.</returns>
    internal async Task<bool> WithinAsync(CommerceDbContext db, Payment payment, GatewayLookup.Found record, CancellationToken ct)
    {
        var isOurs = DifferenceOf(payment, record) is null;
        if (isOurs)
        {
            await apply.WithinAsync(db, payment, ResultOf(record), ct);
        }

        return isOurs;
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

    /// <summary>Tells a person what the record says besides its state.</summary>
    internal Task RemarkAsync(long paymentId, GatewayLookup.Found record, CancellationToken ct) => record.Remark is { } remark
        ? OpenCaseAsync(paymentId, remark.Reason, remark.Detail, ct)
        : Task.CompletedTask;

    private (CaseReason Reason, string Detail)? DifferenceOf(Payment payment, GatewayLookup.Found record)
    {
        if (record.Amount != payment.Amount && !IsUnpaidWindow(payment, record))
        {
            return (CaseReason.AmountDiffers,
                $"The PG has {record.Amount} won under {record.Key}, we asked for {payment.Amount}. Nothing was applied.");
        }

        return record.IsOf(gateways.NameOf(payment))
            ? null
            : (CaseReason.KeyDiffers,
                $"The PG has {record.OrderId} under {record.Key}, which is our key of another order. Nothing was applied.");
    }

    // Whoever opens a window over another amount than ours has only harmed his own attempt: nothing was taken, and nothing will be, for
    // we confirm our own amount. The attempt ends like any other, and no person has to look.
    private static bool IsUnpaidWindow(Payment payment, GatewayLookup.Found record) =>
        payment.MerchantOrderId is not null && (record.AwaitsConfirm || record.State == GatewayPaymentState.Failed);

    private static PaymentResult ResultOf(GatewayLookup.Found record) => record.State switch
    {
        GatewayPaymentState.Success => new PaymentResult.Succeeded(record.Key),
        GatewayPaymentState.Failed => new PaymentResult.Failed(record.Failure, Certain: true, record.Key, record.Reason),
        GatewayPaymentState.Cancelled => new PaymentResult.Failed(FailureCode.CancelledAtGateway, Certain: true, record.Key, record.Reason),
        GatewayPaymentState.Pending => new PaymentResult.Accepted(record.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.State, null),
    };

    [LoggerMessage(
        2101,
        LogLevel.Error,
        "Order {OrderId}, payment {PaymentId} ({TransactionKey}): {Reason}, the PG has {PgAmount} won, we asked for {Amount}; not applied")]
    private static partial void LogDiffers(
        ILogger logger, long orderId, long paymentId, TransactionKey transactionKey, CaseReason reason, long pgAmount, long amount);
}
