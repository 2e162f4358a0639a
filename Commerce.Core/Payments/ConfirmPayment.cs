using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Payments;

/// <summary>Asks the PG what became of one payment and applies the answer. Callbacks, the worker and operators all come here.</summary>
public sealed partial class ConfirmPayment(
    IDbContextFactory<CommerceDbContext> contexts,
    DatabaseTransaction transaction,
    IEnumerable<IPaymentGateway> gateways,
    ApplyPaymentResult apply,
    LookSchedule schedule,
    TimeProvider time,
    ILogger<ConfirmPayment> logger)
{
    /// <exception cref="CommerceException">PAYMENT_001 when there is no such payment.</exception>
    public async Task<Payment> ExecuteAsync(long paymentId, CancellationToken ct)
    {
        var (payment, memberId) = await ReadAsync(paymentId, ct);
        if (!payment.IsOpen)
        {
            return payment;
        }

        // Points pay at once; such a payment is open only when the process died between its two commits.
        if (payment.PaymentMethod == PaymentMethod.Point)
        {
            return await apply.ExecuteAsync(paymentId, new PaymentResult.Succeeded(null), ct);
        }

        var lookup = await LookUpAsync(payment, memberId, ct);
        return await lookup.Match(
            found => FoundAsync(payment, found, ct),
            _ => AbsentAsync(payment, ct),
            unknown => UnknownAsync(payment, unknown, ct));
    }

    private async Task<(Payment Payment, MemberId MemberId)> ReadAsync(long paymentId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Payments.AsNoTracking()
            .Where(p => p.Id == paymentId)
            .Join(db.Orders, p => p.OrderId, o => o.Id, (p, o) => new { Payment = p, o.MemberId })
            .SingleOrDefaultAsync(ct) ?? throw new CommerceException(ErrorCode.PaymentNotFound);
        return (found.Payment, found.MemberId);
    }

    private Task<PgLookup> LookUpAsync(Payment payment, MemberId memberId, CancellationToken ct)
    {
        var gateway = gateways.FirstOrDefault(g => g.Supports(payment.PaymentMethod))
            ?? throw new CommerceException(ErrorCode.GatewayNotAvailable);
        return payment.TransactionKey is { } key
            ? gateway.FindByKeyAsync(memberId, key, ct)
            : gateway.FindByOrderAsync(memberId, PgOrderId.For(payment.OrderId), ct);
    }

    private async Task<Payment> FoundAsync(Payment payment, PgLookup.Found found, CancellationToken ct)
    {
        if (found.Amount != payment.Amount)
        {
            // Not ours to apply: whatever this transaction is, it is not what we asked for. A person has to look.
            LogAmountDiffers(logger, payment.OrderId, payment.Id, found.Key, found.Amount, payment.Amount);
            return await LookAgainAsync(payment.Id, absent: false, ct);
        }

        PaymentResult result = found.State switch
        {
            PgState.Success => new PaymentResult.Succeeded(found.Key),
            PgState.Failed => new PaymentResult.Failed(found.Reason ?? "알 수 없는 오류", found.Key),
            PgState.Pending => new PaymentResult.Accepted(found.Key),
            _ => throw new ArgumentOutOfRangeException(nameof(found), found.State, null),
        };
        var applied = await apply.ExecuteAsync(payment.Id, result, ct);
        return applied.IsOpen ? await LookAgainAsync(payment.Id, absent: false, ct) : applied;
    }

    private async Task<Payment> AbsentAsync(Payment payment, CancellationToken ct)
    {
        if (!schedule.ProvesAbsence(payment, payment.AbsentLooks + 1, time.GetUtcNow()))
        {
            return await LookAgainAsync(payment.Id, absent: true, ct);
        }

        LogAbsent(logger, payment.OrderId, payment.Id, payment.AbsentLooks + 1);
        return await apply.ExecuteAsync(payment.Id, new PaymentResult.Failed("결제 대행사에 결제건이 존재하지 않습니다."), ct);
    }

    private Task<Payment> UnknownAsync(Payment payment, PgLookup.Unknown unknown, CancellationToken ct)
    {
        LogUnknown(logger, payment.OrderId, payment.Id, payment.TransactionKey, unknown.Reason);
        return LookAgainAsync(payment.Id, absent: false, ct);
    }

    private Task<Payment> LookAgainAsync(long paymentId, bool absent, CancellationToken ct) =>
        transaction.ExecuteAsync(
            async (db, token) =>
            {
                var payment = await db.LockPaymentAsync(paymentId, token);
                if (payment.IsOpen)
                {
                    payment.LookAgain(schedule.Next(payment, absent, time.GetUtcNow()), absent);
                }

                return payment;
            },
            ct);

    [LoggerMessage(LogLevel.Error, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): the PG has {PgAmount} won, we asked for {Amount}; not applied")]
    private static partial void LogAmountDiffers(
        ILogger logger, long orderId, long paymentId, TransactionKey transactionKey, long pgAmount, long amount);

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId}: the PG knows nothing of it after {Looks} looks")]
    private static partial void LogAbsent(ILogger logger, long orderId, long paymentId, int looks);

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): {Reason} Asking again later")]
    private static partial void LogUnknown(ILogger logger, long orderId, long paymentId, TransactionKey? transactionKey, string reason);
}
