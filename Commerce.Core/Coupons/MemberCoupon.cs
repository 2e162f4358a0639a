using Commerce.Core.Members;

namespace Commerce.Core.Coupons;

/// <summary>A coupon in a member's hands, good for one order.</summary>
public sealed class MemberCoupon
{
    public long Id { get; private set; }

    public required MemberId MemberId { get; init; }

    public required long CouponId { get; init; }

    /// <summary>When an order took it; null while it is unused.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>The order that holds it; null while it is unused.</summary>
    public long? OrderId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
