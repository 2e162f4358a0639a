using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Somebody says of a payment that is paid or given back that it is otherwise, so the PG is asked. What its records say too is a case
/// for customer service; nothing is moved, because a state that has ended once is not ended again by itself (I10).
/// </summary>
public sealed partial class CheckEndedPayment(
    ReadPayment read,
    LookUpPayment lookUp,
    ApplyPaymentResult apply,
    ApplyGatewayRecord applyRecord,
    DatabaseTransaction transaction,
    IDatabaseClock clock,
    ILogger<CheckEndedPayment> logger)
{
    /// <returns>Whether the PG's records agree with ours; null when it could not tell.</returns>
    public async Task<bool?> ExecuteAsync(long paymentId, CancellationToken ct)
    {
        var (payment, memberId, _) = await read.ExecuteAsync(paymentId, ct);
        var look = await lookUp.ExecuteAsync(payment, memberId, ct);
        await apply.ExecuteAsync(payment.Id, look.Duplicates, ct);
        return await look.Own.Match(
            async found =>
            {
                await applyRecord.RemarkAsync(payment.Id, found, ct);
                return await CompareAsync(payment.Id, found, ct);
            },
            // Right after a capture that may only mean "not yet"; the books find what is really not there.
            _ => Task.FromResult<bool?>(null),
            _ => Task.FromResult<bool?>(null));
    }

    private async Task<bool?> CompareAsync(
        long paymentId, GatewayLookup.Found found, CancellationToken ct) => await transaction.ExecuteAsync(
        async (db, token) =>
        {
            var payment = await db.LockPaymentAsync(paymentId, token);
            if (await AgreesAsync(db, payment, found.State, token))
            {
                return true;
            }

            LogDiffers(logger, payment.OrderId, payment.Id, found.Key, payment.Status, found.State);
            var detail =
                $"The payment is {NameOf(payment.Status)} here, the PG has {found.Key} as {NameOf(found.State)}. Nothing was moved.";
            await Cases.OpenAsync(db, payment, CaseReason.StateDiffers, detail, await clock.NowAsync(db, token), token);
            return false;
        },
        ct);

    // Money that is on its way back may be back at the PG before we have read so.
    private static async Task<bool> AgreesAsync(CommerceDbContext db, Payment payment, GatewayPaymentState state, CancellationToken ct) =>
        (payment.Status, state) switch
        {
            (PaymentStatus.Success, GatewayPaymentState.Success) or (PaymentStatus.Cancelled, GatewayPaymentState.Cancelled) => true,
            (PaymentStatus.Success, GatewayPaymentState.Cancelled) =>
                await db.Outbox.AnyAsync(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == payment.Id, ct),
            (PaymentStatus.Success or PaymentStatus.Cancelled, _) => false,
            _ => true, // It is open or has failed: looks go on, and end it.
        };

    private static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumNameColumn<TEnum>.NameOf(value);

    [LoggerMessage(
        2105, LogLevel.Error, "Order {OrderId}, payment {PaymentId} ({TransactionKey}) is {PaymentStatus} here and {PgState} at the PG")]
    private static partial void LogDiffers(
        ILogger logger,
        long orderId,
        long paymentId,
        TransactionKey transactionKey,
        PaymentStatus paymentStatus,
        GatewayPaymentState pgState);
}
