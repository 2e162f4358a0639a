using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.CustomerService;

/// <summary>Lists the cases that are open, or those that are resolved, newest first.</summary>
public sealed class ListCases(IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<CustomerServiceCase> NewestFirst = new(
        "cases",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    public async Task<Page<CustomerServiceCase>> ExecuteAsync(bool open, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var cases = db.Cases.AsNoTracking();
        return await (open ? cases.Where(c => c.ResolvedAt == null) : cases.Where(c => c.ResolvedAt != null))
            .ReadPageAsync(page, NewestFirst, ct);
    }
}
