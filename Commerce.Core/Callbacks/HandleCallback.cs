using System.Diagnostics;
using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Callbacks;

/// <summary>Makes use of a stored callback: finds its payment, compares, and applies what the PG has.</summary>
public sealed partial class HandleCallback(
    IDbContextFactory<CommerceDbContext> contexts,
    PaymentGateways gateways,
    ConfirmPayment confirm,
    ApplyGatewayRecord applyRecord,
    CheckEndedPayment checkEnded,
    RecordCallback record,
    RecordFailedCallback recordFailed,
    FaultLog faults,
    ILogger<HandleCallback> logger)
{
    /// <summary>Does not throw for what goes wrong: the callback is stored, and the worker tries again.</summary>
    public async Task<CallbackState> ExecuteAsync(CallbackRecord stored, GatewayCallback callback, CancellationToken ct)
    {
        using var span = CallbackSpan.Start(stored);
        span.Describe(stored);
        try
        {
            var (state, paymentId) = await DecideAsync(stored, callback, ct);
            await FailurePoint.ReachAsync(FailurePoints.CallbackDecided);
            await record.ExecuteAsync(stored.Id, state, paymentId, ct);
            span?.SetTag(SpanAttributes.CallbackState, state.ToString());
            CallbackLog.Handled(logger, stored.Id, stored.TransactionKey.OrNone(), paymentId.OrNone(), state);
            return state;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            span.Fail(e);
            Report(stored, e);
            return await FailAsync(stored, e, ct);
        }
    }

    private async Task<CallbackState> FailAsync(CallbackRecord stored, Exception failure, CancellationToken ct)
    {
        try
        {
            return await recordFailed.ExecuteAsync(stored, failure, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Report(stored, e);
            return stored.State; // It stays leased.
        }
    }

    private void Report(CallbackRecord stored, Exception e)
    {
        if (!faults.TryReport(e))
        {
            LogNotHandled(logger, e, stored.Id, stored.TransactionKey.OrNone());
        }
    }

    private async Task<(CallbackState State, long? PaymentId)> DecideAsync(
        CallbackRecord stored, GatewayCallback callback, CancellationToken ct)
    {
        if (callback is GatewayCallback.Unreadable)
        {
            return (CallbackState.Unreadable, null);
        }

        if (await FindPaymentAsync(stored, ct) is not { } payment)
        {
            return (CallbackState.Unmatched, null);
        }

        OrderSpans.Tag(payment.OrderId, payment.Id, payment.TransactionKey?.Value ?? stored.TransactionKey);
        Activity.Current.LinkTo(payment.TraceParent);
        if (payment.TransactionKey == KeyOf(stored) && CallbackDecision.Contradicts(callback, payment))
        {
            return (await checkEnded.ExecuteAsync(payment.Id, ct)) switch
            {
                true => (CallbackState.Applied, payment.Id),
                false => (CallbackState.Differs, payment.Id),
                null => (CallbackState.Unanswered, payment.Id),
            };
        }

        var state = callback is GatewayCallback.Proven proven && CallbackDecision.IsEnough(proven, payment)
            ? StateOf(await applyRecord.ExecuteAsync(payment, proven.Record, ct) is not null)
            : await ConfirmAsync(payment, stored, ct);
        return (state, payment.Id);
    }

    private async Task<Payment?> FindPaymentAsync(CallbackRecord stored, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.FindCallbackPaymentAsync(
            stored.Gateway, KeyOf(stored), gateways.OrderIdOf(stored.Gateway, stored.MerchantOrderId), ct);
    }

    // Unproven, or signed news under another key than the one we know or against what we know: the PG's own books tell what is ours.
    private async Task<CallbackState> ConfirmAsync(Payment payment, CallbackRecord stored, CancellationToken ct)
    {
        var (confirmed, wasAsked) = await confirm.TryAsync(payment.Id, ct);
        if (!wasAsked)
        {
            return CallbackState.Unanswered;
        }

        var isSigned = stored.MessageId is not null;
        if (!isSigned || confirmed.TransactionKey is not { } known || known == KeyOf(stored) || await IsKnownDuplicateAsync(stored, ct))
        {
            return CallbackState.Applied;
        }

        var detail = $"The PG has the order under {stored.TransactionKey} and under {known}. Only the latter is ours; nothing was applied.";
        await applyRecord.OpenCaseAsync(payment.Id, CaseReason.KeyDiffers, detail, ct);
        return CallbackState.Differs;
    }

    private async Task<bool> IsKnownDuplicateAsync(CallbackRecord stored, CancellationToken ct) =>
        await FindPaymentAsync(stored, ct) is { IsDuplicate: true };

    private static CallbackState StateOf(bool fits) => fits ? CallbackState.Applied : CallbackState.Differs;

    private static TransactionKey KeyOf(CallbackRecord stored) => new(stored.TransactionKey!);

    [LoggerMessage(2302, LogLevel.Error, "Callback {CallbackId} ({TransactionKey}) is stored but could not be used yet")]
    private static partial void LogNotHandled(ILogger logger, Exception e, long callbackId, string transactionKey);
}
