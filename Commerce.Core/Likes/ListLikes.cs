using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Likes;

/// <summary>Reads what a member likes, newest first.</summary>
public sealed class ListLikes(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<LikedProduct>> ExecuteAsync(MemberId memberId, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        return await db.Likes.AsNoTracking()
            .Where(l => l.MemberId == memberId)
            .Join(db.Products, l => l.ProductId, p => p.Id, (like, product) => new { like, product })
            .OrderByDescending(l => l.like.Id)
            .Select(l => new LikedProduct(l.like, l.product))
            .ReadPageAsync(page, ct);
    }
}
