using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Has the PG take the money that the buyer agreed to in its payment window. Who sends it has claimed that in the database: one confirm of
/// a payment is under way at a time, and none once the payment has ended. No transaction is open meanwhile; whatever the PG says, or does
/// not say, ends in <see cref="ApplyPaymentResult"/>.
/// </summary>
public sealed partial class ConfirmAtWindow(
    ReadPayment read,
    PaymentGateways gateways,
    DatabaseTransaction transaction,
    ApplyGatewayRecord applyRecord,
    ApplyPaymentResult apply,
    LookupSchedule schedule,
    GatewayTelemetry telemetry,
    IDatabaseClock clock,
    ILogger<ConfirmAtWindow> logger)
{
    // The answer has to be applied as well before somebody else may send.
    private static readonly TimeSpan Applying = TimeSpan.FromSeconds(5);

    /// <summary>Until when a confirm that begins now is its sender's alone.</summary>
    public static DateTimeOffset ClaimUntil(IWindowGateway gateway, DateTimeOffset now) => now + gateway.ConfirmLimit + Applying;

    /// <summary>
    /// The PG has been asked, and waits for a confirm that it seems never to have got: it is sent again, under the same idempotency key.
    /// </summary>
    /// <returns>Null when somebody else sends one, or the payment has ended.</returns>
    internal async Task<Payment?> TryAgainAsync(Payment payment, CancellationToken ct)
    {
        if (gateways.Of(payment) is not IWindowGateway gateway)
        {
            return null;
        }

        var claimed = await transaction.ExecuteAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                var locked = await db.LockPaymentAsync(payment.Id, token);
                return locked.TryConfirmAgain(ClaimUntil(gateway, now), now) ? locked : null;
            },
            ct);
        return claimed is null ? null : await ExecuteAsync(claimed);
    }

    /// <param name="payment">As it was committed with the claim.</param>
    internal async Task<Payment> ExecuteAsync(Payment payment)
    {
        // The customer may hang up; the money must not. So this runs to its end, which the PG's time limit bounds.
        var ct = CancellationToken.None;
        using var span = OrderSpans.Start("confirm payment");
        OrderSpans.Tag(payment.OrderId, payment.Id, payment.TransactionKey?.Value);
        var gateway = (IWindowGateway)gateways.Of(payment);
        var name = PaymentGateways.NameAt(gateway, payment);
        var key = payment.TransactionKey!.Value;
        var answer = await gateway.ConfirmAsync(new ConfirmRequest(payment.Id, key, name, payment.Amount), ct);
        telemetry.Count(gateway.Name, answer);
        span?.SetTag(SpanAttributes.Gateway, gateway.Name).SetTag(SpanAttributes.GatewayAnswer, answer.GetType().Name);
        return await answer.Match(
            async concluded => await applyRecord.ExecuteAsync(payment, concluded.Record, ct) ?? payment,
            declined => RefusedAsync(payment, new(declined.Code, Certain: true, key, declined.Reason), ct),
            unknown => RefusedAsync(payment, RefusalOf(unknown), ct),
            notSent => PutOffAsync(payment, p => p.ConfirmWasNotSent(), notSent.Reason, ct),
            misconfigured => MisconfiguredAsync(payment, gateway, misconfigured.Reason, ct),
            unknown => UnknownAsync(payment, gateway, unknown, ct));
    }

    private static PaymentResult.Failed RefusalOf(GatewayConfirmation.KeyUnknown unknown) =>
        new(FailureCode.PaymentKeyUnknown, Certain: true, Detail: unknown.Reason) { KeyIsAnothers = unknown.IsAnothers };

    // A no is about one call. What an earlier one came to, of which nothing was heard, only the PG's record tells.
    private Task<Payment> RefusedAsync(Payment payment, PaymentResult.Failed refusal, CancellationToken ct) => payment.Confirms > 1
        ? PutOffAsync(payment, p => p.ConfirmHasEnded(), refusal.Detail ?? string.Empty, ct)
        : apply.ExecuteAsync(payment.Id, refusal, ct);

    private Task<Payment> MisconfiguredAsync(Payment payment, IWindowGateway gateway, string reason, CancellationToken ct)
    {
        LogMisconfigured(logger, payment.OrderId, payment.Id, gateway.Name, reason);
        return PutOffAsync(payment, p => p.ConfirmWasNotSent(), reason, ct);
    }

    // It stays open; the next look finds it unconfirmed and sends the confirm again.
    private Task<Payment> PutOffAsync(Payment payment, Action<Payment> end, string reason, CancellationToken ct)
    {
        LogPutOff(logger, payment.OrderId, payment.Id, reason);
        return transaction.ExecuteAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                var locked = await db.LockPaymentAsync(payment.Id, token);
                if (locked.IsOpen && locked.Confirms == payment.Confirms)
                {
                    end(locked);
                    locked.LookBy(schedule.First(now));
                }

                return locked;
            },
            ct);
    }

    private async Task<Payment> UnknownAsync(
        Payment payment, IWindowGateway gateway, GatewayConfirmation.Unknown unknown, CancellationToken ct)
    {
        LogUnknown(logger, payment.OrderId, payment.Id, payment.TransactionKey!.Value, unknown.Reason);
        if (unknown.IsNameTaken)
        {
            await CheckNameAsync(payment, gateway, ct);
        }

        // Our call has ended, and the key keeps a further one from being another confirm: the next look need not wait for the claim.
        await PutOffAsync(payment, p => p.ConfirmHasEnded(), unknown.Reason, ct);
        return await apply.ExecuteAsync(payment.Id, new PaymentResult.TimedOut(), ct);
    }

    // Names are random, so this is a second shop under our keys, or a lost key: never a success of this payment. Which one of several
    // payments a look by name shows is not known, so that it shows ours, or none, is no reason to tell nobody.
    private async Task CheckNameAsync(Payment payment, IWindowGateway gateway, CancellationToken ct)
    {
        var name = PaymentGateways.NameAt(gateway, payment);
        var (_, memberId, _) = await read.ExecuteAsync(payment.Id, ct);
        var listed = (await gateway.LookUpByOrderAsync(memberId, name, ct) as GatewayOrderLookup.Found)?.Transactions ?? [];
        if (listed.Any(t => t.Key == payment.TransactionKey && t.State != GatewayPaymentState.Pending))
        {
            return; // It is ours after all, and the next look ends it.
        }

        var other = listed.FirstOrDefault(t => t.Key != payment.TransactionKey)?.Key.Value ?? "a key that it does not show";
        var detail = $"The PG has {name} under {other} and not under {payment.TransactionKey}. Nothing was applied.";
        await applyRecord.OpenCaseAsync(payment.Id, CaseReason.KeyDiffers, detail, ct);
    }

    [LoggerMessage(2114, LogLevel.Warning, "Order {OrderId}, payment {PaymentId}: not confirmed yet. {Reason}")]
    private static partial void LogPutOff(ILogger logger, long orderId, long paymentId, string reason);

    [LoggerMessage(
        2115, LogLevel.Warning, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): confirmed without an answer. {Reason}")]
    private static partial void LogUnknown(ILogger logger, long orderId, long paymentId, TransactionKey transactionKey, string reason);

    [LoggerMessage(
        2116, LogLevel.Error, "Order {OrderId}, payment {PaymentId}: {Gateway} does not take our requests, nothing can be paid. {Reason}")]
    private static partial void LogMisconfigured(ILogger logger, long orderId, long paymentId, string gateway, string reason);
}
