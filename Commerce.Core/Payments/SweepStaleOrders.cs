using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments;

/// <summary>
/// Sees to it that an order which has been PENDING for long is looked at once a sweep, however far away its payment's own next look
/// is, and even if that was lost. It only makes looks due; <see cref="ReconcilePayments"/> takes them. Workers share the work: what
/// one of them has looked at since the last sweep is left alone by the others.
/// </summary>
public sealed partial class SweepStaleOrders(
    DatabaseTransaction transaction, IOptions<ReconciliationOptions> options, IDatabaseClock clock, ILogger<SweepStaleOrders> logger)
{
    /// <returns>How many payments are to be looked at now, the oldest orders first; a full batch means that there may be more.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var count = await transaction.ExecuteAsync(SweepAsync, ct);
        if (count > 0)
        {
            LogStale(logger, count, options.Value.StaleAfter);
        }

        return count;
    }

    private async Task<int> SweepAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var stale = await db.LockStalePaymentsAsync(
            placedBefore: now - options.Value.StaleAfter, now, options.Value.SweepInterval, options.Value.BatchSize, ct);
        return await db.Payments.Where(p => stale.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), ct);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} orders have been PENDING for longer than {StaleAfter}; the PG is asked about them now")]
    private static partial void LogStale(ILogger logger, int count, TimeSpan staleAfter);
}
