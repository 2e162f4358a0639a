using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Coupons;

/// <summary>
/// Uses a member's coupon inside the caller's transaction. A coupon is held by one order at a time and given back at most
/// once, because both statements ask who holds it (I8).
/// </summary>
internal static class CouponUse
{
    /// <exception cref="CommerceException">COUPON_003 when another order was quicker.</exception>
    public static async Task TakeAsync(
        CommerceDbContext db, MemberId memberId, long couponId, long orderId, DateTimeOffset now, CancellationToken ct)
    {
        var taken = await db.MemberCoupons
            .Where(c => c.MemberId == memberId && c.CouponId == couponId && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now).SetProperty(c => c.OrderId, orderId), ct);
        if (taken == 0)
        {
            throw new CommerceException(ErrorCode.CouponUnusable);
        }
    }

    /// <summary>The caller has just ended the order without success, in this transaction and for the first time.</summary>
    public static Task GiveBackAsync(CommerceDbContext db, long orderId, CancellationToken ct) => db.MemberCoupons
        .Where(c => c.OrderId == orderId)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, (DateTimeOffset?)null).SetProperty(c => c.OrderId, (long?)null), ct);
}
