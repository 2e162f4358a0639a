using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Coupons;

/// <summary>
/// Gives out a copy of a coupon inside the caller's transaction. The count is raised only while it is below the limit, and that
/// statement holds the coupon's row: whoever comes next counts on (I8).
/// </summary>
internal static class CouponIssue
{
    /// <exception cref="CommerceException">COUPON_004 when the member holds one already, COUPON_003 when all are given out.</exception>
    public static async Task<MemberCoupon> IssueAsync(
        CommerceDbContext db, long couponId, MemberId memberId, DateTimeOffset now, CancellationToken ct)
    {
        var counted = await db.Coupons
            .Where(c => c.Id == couponId && (c.IssueLimit == null || c.IssuedCount < c.IssueLimit))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.IssuedCount, c => c.IssuedCount + 1), ct);
        await EnsureNotHeldAsync(db, couponId, memberId, ct);
        if (counted == 0)
        {
            throw SoldOut(couponId);
        }

        var copy = new MemberCoupon { MemberId = memberId, CouponId = couponId, CreatedAt = now };
        db.MemberCoupons.Add(copy);
        return copy;
    }

    /// <exception cref="CommerceException">COUPON_004.</exception>
    public static async Task EnsureNotHeldAsync(CommerceDbContext db, long couponId, MemberId memberId, CancellationToken ct)
    {
        if (await db.MemberCoupons.AnyAsync(c => c.MemberId == memberId && c.CouponId == couponId, ct))
        {
            throw new CommerceException(ErrorCode.CouponAlreadyHeld);
        }
    }

    public static CommerceException SoldOut(long couponId) => new(ErrorCode.CouponUnusable, Sentence.CouponSoldOut, couponId);
}
