using System.Runtime.CompilerServices;
using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>Reads one run and its breaks.</summary>
public sealed class FindReconciliation(StaleContexts contexts)
{
    /// <exception cref="CommerceException">RECONCILIATION_001 when there is no such run.</exception>
    public async Task<ReconciliationRun> ExecuteAsync(long runId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync((there, token) => HasEndedAsync(there, runId, token), ct);
        return await db.Reconciliations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct)
            ?? throw new CommerceException(ErrorCode.ReconciliationNotFound);
    }

    /// <summary>The run's breaks in the order in which they were found, read row by row.</summary>
    public async IAsyncEnumerable<ReconciliationBreak> ReadBreaksAsync(long runId, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync((there, token) => HasEndedAsync(there, runId, token), ct);
        var breaks = db.ReconciliationBreaks.AsNoTracking().Where(b => b.RunId == runId).OrderBy(b => b.Id).AsAsyncEnumerable();
        await foreach (var found in breaks.WithCancellation(ct))
        {
            yield return found;
        }
    }

    // Nothing is added to a run that has ended. One that is under way, or was asked for just now, is read where it is written.
    private static Task<bool> HasEndedAsync(CommerceDbContext db, long runId, CancellationToken ct) =>
        db.Reconciliations.AnyAsync(r => r.Id == runId && r.EndedAt != null, ct);
}
