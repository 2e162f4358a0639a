using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>Row locks on runs, which last until the caller's transaction ends.</summary>
internal static class RunLocks
{
    /// <summary>Waits for the run's row, and keeps it.</summary>
    public static Task<ReconciliationRun> LockRunAsync(this CommerceDbContext db, long runId, CancellationToken ct) =>
        db.Reconciliations.FromSql($"SELECT * FROM reconciliation_runs WHERE id = {runId} FOR UPDATE").SingleAsync(ct);

    /// <summary>Takes the oldest daily run that is due again: it failed, or its owner died, or something had not settled.</summary>
    public static async Task<ReconciliationRun?> LockDueRunAsync(
        this CommerceDbContext db, string gateway, DateOnly earliest, DateTimeOffset now, CancellationToken ct)
    {
        var due = await db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM reconciliation_runs
            WHERE gateway = {gateway} AND daily_day >= {earliest} AND next_try_at <= {now} ORDER BY daily_day LIMIT 1 FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        return (await db.EndAsync(due, ct)).SingleOrDefault();
    }

    /// <summary>Takes the runs that somebody asked for and whose owner died.</summary>
    public static async Task<List<ReconciliationRun>> LockOrphanedRunsAsync(
        this CommerceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var orphans = await db.Database.SqlQuery<long>(
            $"SELECT id AS Value FROM reconciliation_runs WHERE kind = 'ON_DEMAND' AND next_try_at <= {now} FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        return await db.EndAsync(orphans, ct);
    }

    // Whatever state a run is in whose time is over, it is not that any more. This is written before the rows are read: a word of a later
    // version cannot be read, and would break off every comparison from then on.
    private static async Task<List<ReconciliationRun>> EndAsync(this CommerceDbContext db, List<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var over = db.Reconciliations.Where(r => ids.Contains(r.Id));
        await over.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReconciliationStatus.Failed), ct);
        return await over.ToListAsync(ct);
    }
}
