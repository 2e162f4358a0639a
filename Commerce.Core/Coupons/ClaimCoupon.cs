using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Coupons;

/// <summary>Gives a member a copy of a coupon, one a member and never more in all than the coupon's limit (I8).</summary>
public sealed partial class ClaimCoupon(
    IDbContextFactory<CommerceDbContext> contexts,
    DatabaseTransaction transaction,
    TimeProvider time,
    ILogger<ClaimCoupon> logger)
{
    /// <exception cref="CommerceException">
    /// MEMBER_001, COUPON_001, COUPON_004 when the member holds one already, COUPON_003 when all copies are given out.
    /// </exception>
    public async Task<HeldCoupon> ExecuteAsync(MemberId memberId, long couponId, CancellationToken ct)
    {
        var coupon = await FindAsync(memberId, couponId, ct);
        var held = await transaction.ExecuteAsync(
            TransactionPriority.NewWork,
            (db, token) => CouponIssue.IssueAsync(db, couponId, memberId, time.GetStoredNow(), token),
            (db, token) => FindCopyAsync(db, memberId, couponId, token),
            ct);
        LogClaimed(logger, memberId.Value, couponId);
        return new HeldCoupon(held, coupon);
    }

    // A member has one copy of a coupon at most, and had none before: the one that is there now is the one of this claim.
    private static async Task<MemberCoupon?> FindCopyAsync(CommerceDbContext db, MemberId memberId, long couponId, CancellationToken ct)
    {
        var copies = await db.MemberCoupons.FromSql(
            $"SELECT * FROM member_coupons WHERE member_id = {memberId.Value} AND coupon_id = {couponId} FOR UPDATE").ToListAsync(ct);
        return copies.SingleOrDefault();
    }

    // Refuses most of a rush without waiting for the coupon's row; who has the last copy is decided there.
    private async Task<Coupon> FindAsync(MemberId memberId, long couponId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        var coupon = await db.Coupons.AsNoTracking().SingleOrDefaultAsync(c => c.Id == couponId, ct)
            ?? throw new CommerceException(ErrorCode.CouponNotFound);
        await CouponIssue.EnsureNotHeldAsync(db, couponId, memberId, ct);
        return coupon.IsSoldOut ? throw CouponIssue.SoldOut(couponId) : coupon;
    }

    [LoggerMessage(2821, LogLevel.Information, "Member {MemberId} claimed coupon {CouponId}")]
    private static partial void LogClaimed(ILogger logger, string memberId, long couponId);
}
