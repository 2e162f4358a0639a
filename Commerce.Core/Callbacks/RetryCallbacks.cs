using System.Diagnostics;
using Commerce.Core.Gateways;
using Commerce.Core.Leases;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Takes up stored callbacks that could not be used when they came in: their payment was not known yet, or the process died.
/// By now the body is old news, so it only tells which payment to ask the PG about. Shared by leases, like the outbox.
/// </summary>
public sealed class RetryCallbacks(
    DatabaseTransaction transaction,
    LeaseDueWork lease,
    HandleCallback handle,
    RecordFailedCallback recordFailed,
    PaymentGateways gateways,
    GatewayBudget budget,
    IOptions<InboxOptions> options)
{
    /// <returns>How many callbacks were tried; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var due = await lease.ExecuteAsync<long>(
            options.Value.Lease,
            (db, now, token) => db.LockDueCallbacksAsync(now, gateways.NotToBeAsked, options.Value.BatchSize, token),
            (db, leased, token) => db.Callbacks.Where(c => leased.Work.Contains(c.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextTryAt, leased.Until), token),
            ct);
        var begun = 0;
        while (begun < due.Work.Count && await budget.SpendAsync(GatewayBudget.Look, lease.Ending, ct))
        {
            await RetryAsync(due.Work[begun++], ct);
        }

        await lease.GiveBackAsync<long>(
            [.. due.Work.Skip(begun)],
            (db, ids, now, token) => db.Callbacks.Where(c => ids.Contains(c.Id) && c.NextTryAt == due.Until)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextTryAt, now), token),
            ct);
        return begun;
    }

    private async Task RetryAsync(long id, CancellationToken ct)
    {
        if (await ReadAsync(id, ct) is { } record)
        {
            using var root = OrderSpans.StartRoot("retry callback", ActivityKind.Internal, record.TraceParent);
            await handle.ExecuteAsync(record, HintOf(record), ct);
        }
    }

    // Each is read by itself: one that cannot be read must not keep the others of its batch waiting.
    private async Task<CallbackRecord?> ReadAsync(long id, CancellationToken ct)
    {
        try
        {
            return await transaction.RepeatableAsync((db, token) => db.Callbacks.AsNoTracking().SingleAsync(c => c.Id == id, token), ct);
        }
        catch (Exception e) when (RecordFault.IsOfTheRecord(e) && (e is not OperationCanceledException || !ct.IsCancellationRequested))
        {
            await recordFailed.UnreadAsync(id, e, ct);
            return null;
        }
    }

    private static GatewayCallback HintOf(CallbackRecord record) => record.TransactionKey is { } key
        ? new GatewayCallback.Unproven(new TransactionKey(key), record.MerchantOrderId)
        : new GatewayCallback.Unreadable(record.MessageId);
}
