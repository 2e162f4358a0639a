using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Points;

/// <summary>Reads how a member's points came and went, newest first.</summary>
public sealed class ListPointEntries(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<PointEntry>> ExecuteAsync(MemberId memberId, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        return await db.PointEntries.AsNoTracking()
            .Where(e => e.MemberId == memberId)
            .OrderByDescending(e => e.Id)
            .ReadPageAsync(page, ct);
    }
}
