using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.CustomerService;

/// <summary>Lists the cases that are open, or those that are resolved, newest first.</summary>
public sealed class ListCases(IDbContextFactory<CommerceDbContext> contexts)
{
    public async Task<Page<CustomerServiceCase>> ExecuteAsync(bool open, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Cases.AsNoTracking()
            .Where(c => c.ResolvedAt == null == open)
            .OrderByDescending(c => c.Id)
            .ReadPageAsync(page, ct);
    }
}
