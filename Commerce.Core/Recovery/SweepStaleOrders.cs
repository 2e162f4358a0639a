using System.Diagnostics;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery;

/// <summary>
/// Sees to it that an order which has been PENDING for long is looked at once a sweep, however far away its payment's own next look
/// is, and even if that was lost. It only makes looks due; <see cref="RecoverPayments"/> takes them. Workers share the work: what
/// one of them has looked at since the last sweep is left alone by the others.
/// </summary>
public sealed partial class SweepStaleOrders(
    DatabaseTransaction transaction, IOptions<RecoveryOptions> options, IDatabaseClock clock, ILogger<SweepStaleOrders> logger)
{
    /// <returns>How many payments are to be looked at now, the oldest orders first; a full batch means that there may be more.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var stale = await transaction.ExecuteAsync(SweepAsync, ct);
        await FailurePoint.ReachAsync(FailurePoints.SweepCommitted);
        if (stale.Count > 0)
        {
            LogStale(logger, stale.Count, options.Value.StaleAfter);
            stale.ForEach(Trace);
        }

        return stale.Count;
    }

    private async Task<List<DuePayment>> SweepAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var stale = await db.LockStalePaymentsAsync(
            placedBefore: now - options.Value.StaleAfter, now, options.Value.SweepInterval, options.Value.BatchSize, ct);
        if (stale.Count > 0)
        {
            PollSpan.FoundWork(stale.Count);
            var ids = stale.ConvertAll(payment => payment.Id);
            await db.Payments.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), ct);
        }

        return stale;
    }

    // They were swept in one statement; whoever follows one order wants to see that it was among them.
    private static void Trace(DuePayment swept)
    {
        using var root = OrderSpans.StartRoot("sweep stale order", ActivityKind.Internal, swept.TraceParent, TraceLink.Current);
        OrderSpans.Tag(swept.OrderId, swept.Id);
    }

    [LoggerMessage(2405, LogLevel.Warning, "{Count} orders have been PENDING for longer than {StaleAfter}; the PG is asked about them now")]
    private static partial void LogStale(ILogger logger, int count, TimeSpan staleAfter);
}
