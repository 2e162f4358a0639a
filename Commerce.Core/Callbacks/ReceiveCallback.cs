using System.Text;
using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Texts;
using Commerce.ServiceDefaults.Cards;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Keeps a callback and acts on it. A PG may call once and never again, so the body is stored, in one commit with what it says where that
/// is enough, and else before anything is asked. What is not provably the gateway's leaves one row for the record and moves nothing (I12).
/// </summary>
public sealed partial class ReceiveCallback(
    IDbContextFactory<CommerceDbContext> contexts,
    PaymentGateways gateways,
    ApplyCallback apply,
    HandleCallback handle,
    UnprovenCallbackLimit unproven,
    RejectedSample sample,
    GatewayTelemetry telemetry,
    IOptions<InboxOptions> options,
    IDatabaseClock clock,
    HastenLookup hastenLookup,
    FaultLog faults,
    ILogger<ReceiveCallback> logger)
{
    /// <summary>Returns once the callback is stored; what could not be done with it now, the worker does.</summary>
    /// <param name="gateway">Who is said to call; null: the first gateway.</param>
    /// <param name="address">Where it comes from.</param>
    /// <exception cref="CommerceException">404 when there is no such gateway.</exception>
    public async Task<CallbackReceipt> ExecuteAsync(
        string? gateway, string address, CallbackHeaders headers, ReadOnlyMemory<byte> rawBody, CancellationToken ct)
    {
        var caller = gateways.Find(gateway) ?? throw new CommerceException(ErrorCode.NotFound);
        var callback = caller.ReadCallback(headers, rawBody.Span);
        if (callback is not (GatewayCallback.Proven or GatewayCallback.Unreadable { MessageId: not null }) && !unproven.TryPass(address))
        {
            telemetry.CountCallback(caller.Name, "LIMITED");
            return CallbackReceipt.TooMany;
        }

        if (await IsOfNoUseAsync(caller, callback, ct))
        {
            telemetry.CountCallback(caller.Name, "OF_NO_USE");
            return CallbackReceipt.OfNoUse;
        }

        if (callback is GatewayCallback.Unproven { OnlyIfKnown: true } known && !unproven.TryAsk(known.Key))
        {
            telemetry.CountCallback(caller.Name, "LIMITED");
            return CallbackReceipt.TooMany;
        }

        if (callback is GatewayCallback.Rejected { Names: { } names })
        {
            await hastenLookup.ExecuteAsync(caller, names, ct);
        }

        var leftOut = 0L;
        if (callback is GatewayCallback.Rejected && !sample.TryKeep(out leftOut))
        {
            telemetry.CountCallback(caller.Name, "REJECTED");
            return CallbackReceipt.Rejected;
        }

        await FailurePoint.ReachAsync(FailurePoints.CallbackReceived);
        var body = CardNumberMask.Apply(Encoding.UTF8.GetString(rawBody.Span));
        if (await StoreAsync(caller.Name, callback, body, ct) is not { } record)
        {
            telemetry.CountCallback(caller.Name, "REPEATED");
            LogRepeated(logger, caller.Name);
            return CallbackReceipt.Repeated;
        }

        if (callback is GatewayCallback.Rejected rejected)
        {
            telemetry.CountCallback(caller.Name, EnumNameColumn<CallbackState>.NameOf(CallbackState.Rejected));
            LogRejected(logger, record.Id, caller.Name, rejected.Reason, leftOut);
            return CallbackReceipt.Rejected;
        }

        await FailurePoint.ReachAsync(FailurePoints.CallbackStored);
        var state = record.State == CallbackState.Received ? await handle.ExecuteAsync(record, callback, ct) : record.State;
        telemetry.CountCallback(caller.Name, EnumNameColumn<CallbackState>.NameOf(state));
        return CallbackReceipt.Stored;
    }

    private async Task<bool> IsOfNoUseAsync(IPaymentGateway caller, GatewayCallback callback, CancellationToken ct)
    {
        if (callback is not GatewayCallback.Unproven { OnlyIfKnown: true } unproven)
        {
            return callback is GatewayCallback.Ignored;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.FindCallbackPaymentAsync(caller.Name, unproven.Key, orderId: null, ct) is null;
    }

    /// <returns>Null when a callback of this message id is there already.</returns>
    private async Task<CallbackRecord?> StoreAsync(string gateway, GatewayCallback callback, string body, CancellationToken ct)
    {
        if (callback is GatewayCallback.Proven proven)
        {
            try
            {
                if (await apply.ExecuteAsync(proven, now => RecordOf(gateway, callback, body, now), ct) is { } applied)
                {
                    return applied;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (!faults.TryReport(e))
                {
                    LogNotApplied(logger, e, proven.MessageId, proven.Record.Key);
                }
            }
        }

        // By itself, and past the line in front of the database: what it says can be done later, but that it came must not be lost.
        await using var db = await contexts.CreateDbContextAsync(ct);
        var record = RecordOf(gateway, callback, body, await clock.NowAsync(db, ct));
        return await db.TryAddCallbackAsync(record, ct) ? record : null;
    }

    private CallbackRecord RecordOf(string gateway, GatewayCallback callback, string body, DateTimeOffset now)
    {
        var (messageId, key, orderId, flaw) = callback switch
        {
            GatewayCallback.Proven proven => (proven.MessageId, proven.Record.Key.Value, proven.Record.OrderId, null),
            GatewayCallback.Unproven unproven => (null, unproven.Key.Value, unproven.OrderId, null),
            GatewayCallback.Unreadable unreadable => (unreadable.MessageId, null, null, null),
            // Its message id is not kept: else anybody could use up the id of a callback that is still to come.
            GatewayCallback.Rejected rejected => ((string?)null, (string?)null, (string?)null, rejected.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(callback), callback, null),
        };
        var record = new CallbackRecord
        {
            Gateway = gateway,
            MessageId = messageId,
            Body = flaw is null ? body : ForeignText.Bounded(body, CallbackRecord.MaxRefusedBody),
            TransactionKey = key,
            MerchantOrderId = orderId,
            Flaw = flaw,
            TraceParent = TraceLink.Current,
            ReceivedAt = now,
        };
        if (flaw is null)
        {
            record.LeaseUntil(now + options.Value.Lease);
        }
        else
        {
            record.Handle(CallbackState.Rejected, paymentId: null, now);
        }

        return record;
    }

    [LoggerMessage(2304, LogLevel.Information, "A callback of {Gateway} came in before; nothing to do")]
    private static partial void LogRepeated(ILogger logger, string gateway);

    [LoggerMessage(2305, LogLevel.Error, "Callback {MessageId} ({TransactionKey}) could not be applied when it came in; it is stored")]
    private static partial void LogNotApplied(ILogger logger, Exception e, string messageId, TransactionKey transactionKey);

    [LoggerMessage(
        2306,
        LogLevel.Warning,
        "Callback {CallbackId}, said to be from {Gateway}, was refused: {Flaw} Before it, {LeftOut} were refused and not kept")]
    private static partial void LogRejected(ILogger logger, long callbackId, string gateway, string flaw, long leftOut);
}
