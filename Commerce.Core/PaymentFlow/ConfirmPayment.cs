using Commerce.Core.CustomerService;
using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.PaymentFlow;

/// <summary>Asks the PG what became of one payment and applies the answer. Callbacks, the worker and operators all come here.</summary>
public sealed partial class ConfirmPayment(
    ReadPayment read,
    DatabaseTransaction transaction,
    LookUpPayment lookUp,
    ConfirmAtWindow confirmAtWindow,
    ApplyGatewayRecord applyRecord,
    ApplyPaymentResult apply,
    LookupSchedule schedule,
    IDatabaseClock clock,
    ILogger<ConfirmPayment> logger)
{
    /// <exception cref="CommerceException">PAYMENT_001 when there is no such payment.</exception>
    public async Task<Payment> ExecuteAsync(long paymentId, CancellationToken ct) => (await TryAsync(paymentId, ct)).Payment;

    /// <summary>
    /// The same for who has to know whether the PG could be asked at all: what was not asked is no look, and leaves the payment as it is.
    /// </summary>
    internal async Task<ConfirmedPayment> TryAsync(long paymentId, CancellationToken ct)
    {
        var (payment, memberId, readAt) = await read.ExecuteAsync(paymentId, ct);
        if (payment.PaymentMethod == PaymentMethod.Point)
        {
            return new ConfirmedPayment(await ConfirmPointsAsync(payment, ct));
        }

        if (payment.Gateway is null)
        {
            return new ConfirmedPayment(await NeverSentAsync(payment, ct));
        }

        // One that has ended is looked at as well: the PG may have taken the money after all, or once more.
        var look = await lookUp.ExecuteAsync(payment, memberId, ct);
        if (look.Own is GatewayLookup.Unknown { WasAsked: false } notAsked)
        {
            LogNotAsked(logger, payment.OrderId, payment.Id, notAsked.Reason);
            return new ConfirmedPayment(payment, WasAsked: false);
        }

        await FailurePoint.ReachAsync(FailurePoints.LookupAnswered);
        // Before the payment itself: nobody looks at what has ended, so a crash in between must leave it open (I1).
        await apply.ExecuteAsync(payment.Id, look.Duplicates, ct);
        await FailurePoint.ReachAsync(FailurePoints.DuplicatesApplied);
        var confirmed = await look.Own.Match(
            found => FoundAsync(payment, found, readAt, ct),
            _ => AbsentAsync(payment, readAt, ct),
            unknown => UnknownAsync(payment, unknown, ct));
        await FailurePoint.ReachAsync(FailurePoints.LookupApplied);
        return new ConfirmedPayment(
            look.IsUndecided && !confirmed.IsOpen ? await AwaitOtherAsync(payment, ct) : confirmed);
    }

    // Points pay at once; such a payment is open only when the process died between its two commits.
    private Task<Payment> ConfirmPointsAsync(Payment payment, CancellationToken ct) =>
        payment.IsOpen ? apply.ExecuteAsync(payment.Id, new PaymentResult.Succeeded(null), ct) : Task.FromResult(payment);

    // No gateway took payments when the order was placed, and the process died before it could say so.
    private Task<Payment> NeverSentAsync(Payment payment, CancellationToken ct) => payment.IsOpen
        ? apply.ExecuteAsync(
            payment.Id,
            new PaymentResult.Failed(FailureCode.NoGateway, Certain: true),
            ct)
        : Task.FromResult(payment);

    private async Task<Payment> FoundAsync(Payment payment, GatewayLookup.Found found, DateTimeOffset readAt, CancellationToken ct)
    {
        if (payment.TransactionKey is { } told && told != found.Key)
        {
            var detail =
                $"The PG's answer named {told}, of which its books know nothing; they have the order under {found.Key}, which counts.";
            await applyRecord.OpenCaseAsync(payment.Id, CaseReason.KeyDiffers, detail, ct);
        }

        if (await applyRecord.ExecuteAsync(payment, found, ct) is not { } applied)
        {
            return await LookAgainAsync(payment.Id, absent: false, ct); // A person has been told; perhaps the PG corrects itself.
        }

        if (found.State == GatewayPaymentState.Pending)
        {
            if (found.AwaitsConfirm && await confirmAtWindow.TryAgainAsync(applied, ct) is { IsOpen: false } ended)
            {
                return ended;
            }

            return await WaitForDecisionAsync(applied, found, readAt, ct);
        }

        // What the answer has moved has its next look from there, if any.
        return applied is { IsOpen: false, NextLookAt: { } next } && next == payment.NextLookAt
            ? await StopLookingAsync(applied.Id, ct)
            : applied;
    }

    private Task<Payment> StopLookingAsync(long paymentId, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var payment = await db.LockPaymentAsync(paymentId, token);
            payment.StopLooking();
            return payment;
        },
        ct);

    // The payment has ended, and the PG may capture another transaction of its order a moment from now.
    private Task<Payment> AwaitOtherAsync(Payment before, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var now = await clock.NowAsync(db, token);
            var payment = await db.LockPaymentAsync(before.Id, token);
            if (!payment.IsOpen && payment.Looks == before.Looks)
            {
                payment.LookAgain(schedule.WhileUndecided(payment, now), absent: false);
            }

            return payment;
        },
        ct);

    // The PG has it and does not decide. We never decide for it, but somebody should know.
    private Task<Payment> WaitForDecisionAsync(Payment payment, GatewayLookup.Found found, DateTimeOffset readAt, CancellationToken ct) =>
        LookAgainAsync(
            payment.Id,
            absent: false,
            ct,
            schedule.IsUndecidedTooLong(payment, readAt)
                ? (CaseReason.PgUndecided, $"The PG has had {found.Key} since {payment.CreatedAt:u} and has not decided.")
                : null);

    private async Task<Payment> AbsentAsync(Payment payment, DateTimeOffset readAt, CancellationToken ct)
    {
        if (!payment.IsOpen || !schedule.ProvesAbsence(payment, payment.AbsentLooks + 1, readAt))
        {
            return await LookAgainAsync(payment.Id, absent: true, ct);
        }

        LogAbsent(logger, payment.OrderId, payment.Id, payment.AbsentLooks + 1);
        return await apply.ExecuteAsync(payment.Id, new PaymentResult.Failed(FailureCode.NotFoundAtGateway, Certain: false), ct);
    }

    private Task<Payment> UnknownAsync(Payment payment, GatewayLookup.Unknown unknown, CancellationToken ct)
    {
        LogUnknown(logger, payment.OrderId, payment.Id, payment.TransactionKey.OrNone(), unknown.Reason);
        return LookAgainAsync(
            payment.Id, absent: false, ct, unknown.IsKeyUnusable ? (CaseReason.KeyUnusable, unknown.Reason) : null, evenIfPaid: true);
    }

    /// <param name="evenIfPaid">Whether there is something left to ask about a payment that succeeded or was cancelled.</param>
    private Task<Payment> LookAgainAsync(
        long paymentId, bool absent, CancellationToken ct, (CaseReason Reason, string Detail)? openCase = null, bool evenIfPaid = false) =>
        transaction.ExecuteAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                var payment = await db.LockPaymentAsync(paymentId, token);
                if (payment.IsOpen || payment.Status == PaymentStatus.Failed || evenIfPaid)
                {
                    payment.LookAgain(schedule.Next(payment, absent, now), absent);
                }
                else
                {
                    payment.StopLooking();
                }

                if ((payment.IsOpen || payment.Status == PaymentStatus.Failed) && openCase is var (reason, detail))
                {
                    await Cases.OpenAsync(db, payment, reason, detail, now, token);
                }

                return payment;
            },
            ct);

    [LoggerMessage(2106, LogLevel.Information, "Order {OrderId}, payment {PaymentId}: the PG knows nothing of it after {Looks} looks")]
    private static partial void LogAbsent(ILogger logger, long orderId, long paymentId, int looks);

    [LoggerMessage(2107, LogLevel.Information, "Order {OrderId}, payment {PaymentId}: the PG was not asked. {Reason}")]
    private static partial void LogNotAsked(ILogger logger, long orderId, long paymentId, string reason);

    [LoggerMessage(2108, LogLevel.Warning, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): {Reason} Asking again later")]
    private static partial void LogUnknown(ILogger logger, long orderId, long paymentId, string transactionKey, string reason);
}

/// <summary>A payment after an attempt to confirm it.</summary>
/// <param name="WasAsked">False when the PG could not be asked from this process.</param>
internal sealed record ConfirmedPayment(Payment Payment, bool WasAsked = true);
