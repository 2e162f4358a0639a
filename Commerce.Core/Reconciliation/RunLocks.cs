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
        this CommerceDbContext db, string gateway, DateOnly earliest, DateTimeOffset now, CancellationToken ct) =>
        (await db.Reconciliations.FromSql(
            $"""
            SELECT * FROM reconciliation_runs
            WHERE gateway = {gateway} AND daily_day >= {earliest} AND next_try_at <= {now} ORDER BY daily_day LIMIT 1 FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct)).SingleOrDefault();

    /// <summary>Takes the runs that somebody asked for and whose owner died.</summary>
    public static Task<List<ReconciliationRun>> LockOrphanedRunsAsync(
        this CommerceDbContext db, DateTimeOffset now, CancellationToken ct) =>
        db.Reconciliations.FromSql(
            $"SELECT * FROM reconciliation_runs WHERE kind = 'ON_DEMAND' AND next_try_at <= {now} FOR UPDATE SKIP LOCKED").ToListAsync(ct);
}
