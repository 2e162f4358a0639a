using System.Diagnostics;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments.Callbacks;

/// <summary>
/// Takes up stored callbacks that could not be used when they came in: their payment was not known yet, or the process died.
/// By now the body is old news, so it only tells which payment to ask the PG about. Shared by leases, like the outbox.
/// </summary>
public sealed class RetryCallbacks(
    DatabaseTransaction transaction,
    HandleCallback handle,
    RecordFailedCallback recordFailed,
    PaymentGateways gateways,
    PgBudget budget,
    IOptions<InboxOptions> options,
    IDatabaseClock clock)
{
    /// <returns>How many callbacks were tried; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var due = await transaction.ExecuteAsync(TakeDueAsync, ct);
        foreach (var id in due)
        {
            if (await ReadAsync(id, ct) is not { } record)
            {
                continue;
            }

            await budget.SpendAsync(PgBudget.Look, ct);
            using var root = OrderSpans.StartRoot("retry callback", ActivityKind.Internal, record.TraceParent);
            await handle.ExecuteAsync(record, HintOf(record), ct);
        }

        return due.Count;
    }

    private async Task<IReadOnlyList<long>> TakeDueAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var ids = await db.LockDueCallbacksAsync(now, gateways.NotToBeAsked, options.Value.BatchSize, ct);
        if (ids.Count == 0)
        {
            return [];
        }

        PollSpan.FoundWork(ids.Count);
        var leasedUntil = now + options.Value.Lease;
        await db.Callbacks.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextTryAt, leasedUntil), ct);
        return ids;
    }

    // Each is read by itself: one that cannot be read must not keep the others of its batch waiting.
    private async Task<CallbackRecord?> ReadAsync(long id, CancellationToken ct)
    {
        try
        {
            return await transaction.ExecuteAsync((db, token) => db.Callbacks.AsNoTracking().SingleAsync(c => c.Id == id, token), ct);
        }
        catch (Exception e) when (RecordFault.IsOfTheRecord(e) && (e is not OperationCanceledException || !ct.IsCancellationRequested))
        {
            await recordFailed.UnreadAsync(id, e, ct);
            return null;
        }
    }

    private static PgCallback HintOf(CallbackRecord record) => record.TransactionKey is { } key
        ? new PgCallback.Hint(new TransactionKey(key), record.PgOrderId)
        : new PgCallback.Unreadable(record.MessageId);
}
