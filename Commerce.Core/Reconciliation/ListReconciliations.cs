using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>Lists the runs, newest first.</summary>
public sealed class ListReconciliations(IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<ReconciliationRun> NewestFirst = new(
        "reconciliations",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    public async Task<Page<ReconciliationRun>> ExecuteAsync(PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Reconciliations.AsNoTracking().ReadPageAsync(page, NewestFirst, ct);
    }
}
