using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Reconciliation;

/// <summary>
/// Writes a run down as it goes. Every write locks the run's row and checks that it is still ours, so that a process which was given
/// up for dead and comes back changes nothing.
/// </summary>
public sealed class RunRecord(DatabaseTransaction transaction, IOptions<ReconciliationOptions> options, IDatabaseClock clock)
{
    /// <summary>Until when a run is its owner's that was begun or carried on now.</summary>
    internal DateTimeOffset LeaseFrom(DateTimeOffset now) => now + options.Value.Lease;

    /// <summary>Saves a run that somebody asked for.</summary>
    internal Task<ReconciliationRun> BeginAsync(string gateway, DateOnly day, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var now = await clock.NowAsync(db, token);
            var run = ReconciliationRun.Begin(gateway, day, ReconciliationKind.OnDemand, now, LeaseFrom(now));
            db.Reconciliations.Add(run);
            return run;
        },
        ct);

    /// <summary>Adds what a batch brought to light, and renews the lease.</summary>
    /// <exception cref="RunTakenException">Nothing was written.</exception>
    internal Task AddAsync(ReconciliationRun run, Findings findings, CancellationToken ct) => ChangeAsync(
        run,
        (db, own, now) =>
        {
            own.Add(findings.Figures, LeaseFrom(now));
            db.SeenLines.AddRange(findings.Seen);
            db.ReconciliationBreaks.AddRange(findings.Breaks);
            return Task.CompletedTask;
        },
        ct);

    /// <exception cref="RunTakenException">Nothing was written.</exception>
    internal Task<ReconciliationRun> CompleteAsync(ReconciliationRun run, CancellationToken ct) => ChangeAsync(
        run,
        (db, own, now) =>
        {
            own.Complete(now, now + options.Value.SettlingTime);
            return ForgetSeenAsync(db, run.Id, ct);
        },
        ct);

    /// <exception cref="RunTakenException">Nothing was written.</exception>
    internal Task<ReconciliationRun> FailAsync(ReconciliationRun run, string reason, TimeSpan pause, CancellationToken ct) => ChangeAsync(
        run,
        (db, own, now) =>
        {
            own.Fail(reason, now, now + pause);
            return ForgetSeenAsync(db, run.Id, ct);
        },
        ct);

    /// <summary>Removes what earlier tries of the run had found.</summary>
    internal static async Task ForgetAsync(CommerceDbContext db, long runId, CancellationToken ct)
    {
        await db.ReconciliationBreaks.Where(b => b.RunId == runId).ExecuteDeleteAsync(ct);
        await ForgetSeenAsync(db, runId, ct);
    }

    internal static Task ForgetSeenAsync(CommerceDbContext db, long runId, CancellationToken ct) =>
        db.SeenLines.Where(s => s.RunId == runId).ExecuteDeleteAsync(ct);

    private Task<ReconciliationRun> ChangeAsync(
        ReconciliationRun run,
        Func<CommerceDbContext, ReconciliationRun, DateTimeOffset, Task> change,
        CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var own = await db.LockRunAsync(run.Id, token);
            if (own.Status != ReconciliationStatus.Running || own.Tries != run.Tries)
            {
                throw new RunTakenException(run.Id);
            }

            await change(db, own, await clock.NowAsync(db, token));
            return own;
        },
        ct);
}
