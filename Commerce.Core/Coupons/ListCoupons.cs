using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Coupons;

/// <summary>Reads the coupons that a member holds, newest first.</summary>
public sealed class ListCoupons(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <param name="used">Only those that an order has taken, or only those that none has; null: all.</param>
    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<HeldCoupon>> ExecuteAsync(MemberId memberId, bool? used, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        return await db.MemberCoupons.AsNoTracking()
            .Where(c => c.MemberId == memberId && (used == null || used == (c.UsedAt != null)))
            .Join(db.Coupons, copy => copy.CouponId, coupon => coupon.Id, (copy, coupon) => new { copy, coupon })
            .OrderByDescending(c => c.copy.Id)
            .Select(c => new HeldCoupon(c.copy, c.coupon))
            .ReadPageAsync(page, ct);
    }
}
