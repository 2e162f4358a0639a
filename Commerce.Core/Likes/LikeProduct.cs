using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Commerce.Core.Products;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Likes;

/// <summary>
/// Lets a member like a product; doing it again changes nothing. The product's row lock puts all likes of one product in line,
/// so that the count moves exactly when a row appears.
/// </summary>
public sealed class LikeProduct(DatabaseTransaction transaction, TimeProvider time)
{
    /// <returns>The like, new or as it was.</returns>
    /// <exception cref="CommerceException">MEMBER_001 or PRODUCT_001.</exception>
    public Task<LikedProduct> ExecuteAsync(MemberId memberId, long productId, CancellationToken ct) =>
        transaction.RepeatableAsync(TransactionPriority.NewWork, (db, token) => LikeAsync(db, memberId, productId, token), ct);

    private async Task<LikedProduct> LikeAsync(CommerceDbContext db, MemberId memberId, long productId, CancellationToken ct)
    {
        await db.EnsureMemberAsync(memberId, ct);
        var product = await db.LockProductAsync(productId, ct) ?? throw new CommerceException(ErrorCode.ProductNotFound);
        var like = await db.Likes.AsNoTracking().SingleOrDefaultAsync(l => l.MemberId == memberId && l.ProductId == productId, ct);
        if (like is null)
        {
            like = new Like { MemberId = memberId, ProductId = productId, CreatedAt = time.GetStoredNow() };
            db.Likes.Add(like);
            await db.Products
                .Where(p => p.Id == productId)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.LikesCount, p => p.LikesCount + 1), ct);
        }

        return new LikedProduct(like, product);
    }
}
