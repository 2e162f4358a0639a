using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Reconciliation;

/// <summary>Ends the runs that somebody asked for and whose process has died meanwhile: who asked has seen that, and asks again.</summary>
public sealed class FailOrphanedRuns(DatabaseTransaction transaction, IDatabaseClock clock)
{
    /// <returns>How many there were.</returns>
    public Task<int> ExecuteAsync(CancellationToken ct) => transaction.ExecuteAsync(FailAsync, ct);

    private async Task<int> FailAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var orphans = await db.LockOrphanedRunsAsync(now, ct);
        if (orphans.Count > 0)
        {
            PollSpan.FoundWork(orphans.Count);
        }

        foreach (var orphan in orphans)
        {
            orphan.Fail("The process that made it has died.", now, now);
            await RunRecord.ForgetSeenAsync(db, orphan.Id, ct);
        }

        return orphans.Count;
    }
}
