using System.Text;
using Commerce.Core.Errors;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Texts;
using Commerce.ServiceDefaults.Cards;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments.Callbacks;

/// <summary>
/// Keeps a callback and acts on it. A PG may call once and never again, so the body is stored before anything else. What is not
/// provably the gateway's leaves one row for the record and moves nothing (I12).
/// </summary>
public sealed partial class ReceiveCallback(
    IDbContextFactory<CommerceDbContext> contexts,
    PaymentGateways gateways,
    HandleCallback handle,
    UnprovenCallbackLimit unproven,
    RejectedSample sample,
    PaymentTelemetry telemetry,
    IOptions<InboxOptions> options,
    IDatabaseClock clock,
    HastenLook hastenLook,
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
        if (callback is not (PgCallback.Word or PgCallback.Unreadable { MessageId: not null }) && !unproven.TryPass(address))
        {
            telemetry.CountCallback(caller.Name, "LIMITED");
            return CallbackReceipt.TooMany;
        }

        if (callback is PgCallback.Rejected { Names: { } names })
        {
            await hastenLook.ExecuteAsync(caller.Name, names, ct);
        }

        var leftOut = 0L;
        if (callback is PgCallback.Rejected && !sample.TryKeep(out leftOut))
        {
            telemetry.CountCallback(caller.Name, "REJECTED");
            return CallbackReceipt.Rejected;
        }

        var record = RecordOf(caller.Name, callback, CardNumberMask.Apply(Encoding.UTF8.GetString(rawBody.Span)), await NowAsync(ct));
        if (!await StoreAsync(record, ct))
        {
            telemetry.CountCallback(caller.Name, "REPEATED");
            LogRepeated(logger, record.MessageId!, record.TransactionKey.OrNone());
            return CallbackReceipt.Repeated;
        }

        if (callback is PgCallback.Rejected rejected)
        {
            telemetry.CountCallback(caller.Name, CallbackState.Rejected);
            LogRejected(logger, record.Id, caller.Name, rejected.Reason, leftOut);
            return CallbackReceipt.Rejected;
        }

        var state = await handle.ExecuteAsync(record, callback, ct);
        telemetry.CountCallback(caller.Name, state);
        return CallbackReceipt.Stored;
    }

    private async Task<DateTimeOffset> NowAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await clock.NowAsync(db, ct);
    }

    private CallbackRecord RecordOf(string gateway, PgCallback callback, string body, DateTimeOffset now)
    {
        var (messageId, key, orderId, flaw) = callback switch
        {
            PgCallback.Word word => (word.MessageId, word.Record.Key.Value, word.Record.OrderId, null),
            PgCallback.Hint hint => (null, hint.Key.Value, hint.OrderId, null),
            PgCallback.Unreadable unreadable => (unreadable.MessageId, null, null, null),
            // Its message id is not kept: else anybody could use up the id of a callback that is still to come.
            PgCallback.Rejected rejected => ((string?)null, (string?)null, (string?)null, rejected.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(callback), callback, null),
        };
        var record = new CallbackRecord
        {
            Gateway = gateway,
            MessageId = messageId,
            Body = flaw is null ? body : ForeignText.Bounded(body, CallbackRecord.MaxRefusedBody),
            TransactionKey = key,
            PgOrderId = orderId,
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

    /// <returns>False when a callback of this message id is there already.</returns>
    private async Task<bool> StoreAsync(CallbackRecord record, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Callbacks.Add(record);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Callback {MessageId} ({TransactionKey}) came in before; nothing to do")]
    private static partial void LogRepeated(ILogger logger, string messageId, string transactionKey);

    [LoggerMessage(LogLevel.Warning, "Callback {CallbackId}, said to be from {Gateway}, was refused: {Flaw} Before it, {LeftOut} were refused and not kept")]
    private static partial void LogRejected(ILogger logger, long callbackId, string gateway, string flaw, long leftOut);
}
