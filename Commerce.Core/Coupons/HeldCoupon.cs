namespace Commerce.Core.Coupons;

/// <summary>A member's copy of a coupon and what it is a copy of.</summary>
public sealed record HeldCoupon(MemberCoupon Copy, Coupon Coupon);
