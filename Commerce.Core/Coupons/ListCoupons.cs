using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Coupons;

/// <summary>Reads the coupons that a member holds, newest first.</summary>
public sealed class ListCoupons(IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<MemberCoupon> NewestFirst = new(
        "coupons",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    /// <param name="used">Only those that an order has taken, or only those that none has; null: all.</param>
    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<HeldCoupon>> ExecuteAsync(MemberId memberId, bool? used, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        var copies = await db.MemberCoupons.AsNoTracking()
            .Where(c => c.MemberId == memberId && (used == null || used == (c.UsedAt != null)))
            .ReadPageAsync(page, NewestFirst, ct);
        var ids = copies.Content.Select(c => c.CouponId).Distinct().ToList();
        var coupons = await db.Coupons.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        return copies.Map(copy => new HeldCoupon(copy, coupons[copy.CouponId]));
    }
}
