using System.Diagnostics;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Gives the money of a payment back. The PG's books are read before anything is sent and again afterwards; only what they say
/// concludes it, so a lost answer, a late one and a second worker are all harmless (I14).
/// </summary>
public sealed partial class VoidPayment(
    ReadPayment read,
    PaymentGateways gateways,
    ApplyPaymentResult apply,
    RecordFruitlessVoid recordFruitless,
    RecordUndoneVoid recordUndone,
    PaymentTelemetry telemetry,
    ILogger<VoidPayment> logger)
{
    public async Task<VoidOutcome> ExecuteAsync(long paymentId, CancellationToken ct)
    {
        var (payment, memberId, _) = await read.ExecuteAsync(paymentId, ct);
        Activity.Current.LinkTo(payment.TraceParent); // The void may have been asked for in another trace, by the member's cancel.
        if (payment.Status == PaymentStatus.Cancelled || payment.TransactionKey is not { } key)
        {
            return VoidOutcome.Done;
        }

        var gateway = gateways.Of(payment);
        var books = await gateway.LookUpByKeyAsync(memberId, key, ct);
        var (refusal, wasHeard) = ((string?)null, books is not GatewayLookup.Unknown);
        if (books is GatewayLookup.Found { State: GatewayPaymentState.Success })
        {
            await FailurePoint.ReachAsync(FailurePoints.VoidBeforeRequest);
            (books, refusal, wasHeard) = await gateway.VoidAsync(memberId, key, ct);
            await FailurePoint.ReachAsync(FailurePoints.VoidAnswered);
        }

        if (books is GatewayLookup.Found { State: GatewayPaymentState.Cancelled })
        {
            await apply.ExecuteAsync(paymentId, new PaymentResult.Voided(), ct);
            telemetry.CountVoid(done: true);
            return VoidOutcome.Done;
        }

        telemetry.CountVoid(done: false);
        if (books is GatewayLookup.Absent or GatewayLookup.Found { State: GatewayPaymentState.Failed }
            && await recordFruitless.ExecuteAsync(paymentId, books, ct) is { } ended)
        {
            return ended ? VoidOutcome.Done : VoidOutcome.NotYet;
        }

        LogNotYet(logger, payment.OrderId, payment.Id, key, books);
        if (wasHeard)
        {
            await recordUndone.ExecuteAsync(paymentId, books, refusal, ct);
        }

        return books is GatewayLookup.Unknown { WasAsked: false } ? VoidOutcome.NotAsked : VoidOutcome.NotYet;
    }

    [LoggerMessage(
        2112, LogLevel.Warning, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): not voided yet, the PG's books say {Books}")]
    private static partial void LogNotYet(ILogger logger, long orderId, long paymentId, TransactionKey transactionKey, GatewayLookup books);
}

/// <summary>How a try to give money back went.</summary>
public enum VoidOutcome
{
    /// <summary>There is nothing left to give back.</summary>
    Done,

    /// <summary>It has to be tried again.</summary>
    NotYet,

    /// <summary>The PG could not be asked from here, so this was no try.</summary>
    NotAsked,
}
