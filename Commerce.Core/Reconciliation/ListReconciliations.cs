using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>Lists the runs, newest first.</summary>
public sealed class ListReconciliations(IDbContextFactory<CommerceDbContext> contexts)
{
    public async Task<Page<ReconciliationRun>> ExecuteAsync(PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Reconciliations.AsNoTracking().OrderByDescending(r => r.Id).ReadPageAsync(page, ct);
    }
}
