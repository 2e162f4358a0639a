using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Commerce.Core.Products;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Likes;

/// <summary>Takes a member's like back; doing it again changes nothing. Waits in the same line as <see cref="LikeProduct"/>.</summary>
public sealed class UnlikeProduct(DatabaseTransaction transaction)
{
    /// <exception cref="CommerceException">MEMBER_001 or PRODUCT_001.</exception>
    public Task ExecuteAsync(MemberId memberId, long productId, CancellationToken ct) =>
        transaction.RepeatableAsync(TransactionPriority.NewWork, (db, token) => UnlikeAsync(db, memberId, productId, token), ct);

    private static async Task<bool> UnlikeAsync(CommerceDbContext db, MemberId memberId, long productId, CancellationToken ct)
    {
        await db.EnsureMemberAsync(memberId, ct);
        _ = await db.LockProductAsync(productId, ct) ?? throw new CommerceException(ErrorCode.ProductNotFound);
        var gone = await db.Likes.Where(l => l.MemberId == memberId && l.ProductId == productId).ExecuteDeleteAsync(ct);
        if (gone == 0)
        {
            return false;
        }

        await db.Products
            .Where(p => p.Id == productId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LikesCount, p => p.LikesCount - 1), ct);
        return true;
    }
}
