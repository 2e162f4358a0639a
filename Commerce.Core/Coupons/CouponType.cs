namespace Commerce.Core.Coupons;

public enum CouponType
{
    FixedAmount,
    Percentage,
}
