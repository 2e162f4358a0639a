using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Likes;

/// <summary>Reads what a member likes, newest first.</summary>
public sealed class ListLikes(IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<Like> NewestFirst = new(
        "likes",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<LikedProduct>> ExecuteAsync(MemberId memberId, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        var likes = await db.Likes.AsNoTracking().Where(l => l.MemberId == memberId).ReadPageAsync(page, NewestFirst, ct);
        var ids = likes.Content.Select(l => l.ProductId).ToList();
        var products = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        return likes.Map(like => new LikedProduct(like, products[like.ProductId]));
    }
}
