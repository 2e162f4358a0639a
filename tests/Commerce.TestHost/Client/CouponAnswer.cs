namespace Commerce.TestHost.Client;

/// <summary>A member's copy of a coupon.</summary>
/// <param name="OrderId">The order that used it.</param>
public sealed record CouponAnswer(
    long CouponId, string Name, string Type, bool Used, long? DiscountAmount = null, long? OrderId = null);
