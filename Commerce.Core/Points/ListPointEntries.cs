using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Points;

/// <summary>Reads how a member's points came and went, newest first.</summary>
public sealed class ListPointEntries(IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<PointEntry> NewestFirst = new(
        "points",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<PointEntry>> ExecuteAsync(MemberId memberId, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        return await db.PointEntries.AsNoTracking()
            .Where(e => e.MemberId == memberId)
            .ReadPageAsync(page, NewestFirst, ct);
    }
}
