using System.Diagnostics;
using Commerce.Core.Gateways;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Stores a proven callback and does what it says in one commit, where that is enough: its payment is known, fits, and nothing that is
/// known contradicts it (I2, I12). Whatever else a callback needs, a question to the PG above all, comes after it is stored.
/// </summary>
public sealed class ApplyCallback(
    DatabaseTransaction transaction,
    PaymentGateways gateways,
    ApplyGatewayRecord applyRecord,
    IDatabaseClock clock,
    ILogger<ApplyCallback> logger)
{
    /// <param name="toRecord">Makes the record to store, received at the given time.</param>
    /// <returns>
    /// The stored callback, APPLIED or still RECEIVED; null when one of the rows is there already, most often the callback itself: nothing
    /// is stored then.
    /// </returns>
    internal async Task<CallbackRecord?> ExecuteAsync(
        GatewayCallback.Proven proven, Func<DateTimeOffset, CallbackRecord> toRecord, CancellationToken ct)
    {
        try
        {
            return await transaction.RepeatableAsync((db, token) => StoreAndApplyAsync(db, proven, toRecord, token), ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            return null;
        }
    }

    // The record goes last, with what it changes: that it is there already is rare, and then undoes everything.
    private async Task<CallbackRecord?> StoreAndApplyAsync(
        CommerceDbContext db, GatewayCallback.Proven proven, Func<DateTimeOffset, CallbackRecord> toRecord, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var stored = toRecord(now);
        var orderId = gateways.OrderIdOf(stored.Gateway, stored.MerchantOrderId);
        // Decided under the row's lock: what another process has learned meanwhile counts.
        if (await db.LockCallbackPaymentAsync(stored.Gateway, proven.Record.Key, orderId, ct) is { } payment
            && CallbackDecision.IsEnough(proven, payment))
        {
            await ApplyAsync(db, stored, payment, proven, now, ct);
        }
        else
        {
            db.Callbacks.Add(stored);
        }

        await FailurePoint.ReachAsync(FailurePoints.CallbackBeforeCommit);
        return stored;
    }

    private async Task ApplyAsync(
        CommerceDbContext db,
        CallbackRecord stored,
        Payment payment,
        GatewayCallback.Proven proven,
        DateTimeOffset now,
        CancellationToken ct)
    {
        using var span = CallbackSpan.Start(stored);
        if (await applyRecord.WithinAsync(db, payment, proven.Record, ct))
        {
            Activity.Current.LinkTo(payment.TraceParent);
            stored.Handle(CallbackState.Applied, payment.Id, now);
            span?.SetTag(SpanAttributes.CallbackState, stored.State.ToString());
            db.AfterCommit(() => CallbackLog.Handled(logger, stored));
        }

        db.Callbacks.Add(stored);
        await db.SaveChangesAsync(ct); // While the span lasts: it names the row.
        span.Describe(stored);
    }
}
