using Commerce.Core.Coupons;

namespace Commerce.Core.Tests.Coupons;

public sealed class CouponTests
{
    [Theory]
    [InlineData(5_000, 12_000, 5_000)]
    [InlineData(5_000, 5_000, 5_000)]
    [InlineData(5_000, 3_000, 3_000)]
    public void A_fixed_discount_is_never_more_than_the_order(long amount, long total, long discount) =>
        Assert.Equal(discount, Coupon.OfFixedAmount("c", amount, default).DiscountOn(total));

    [Theory]
    [InlineData(10, 12_345, 1_234)]
    [InlineData(1, 99, 0)]
    [InlineData(100, 12_345, 12_345)]
    public void A_percentage_is_floored_to_a_whole_won(int rate, long total, long discount) =>
        Assert.Equal(discount, Coupon.OfPercentage("c", rate, default).DiscountOn(total));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_rate_outside_1_to_100_is_refused(int rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Coupon.OfPercentage("c", rate, default));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_of_no_copies_is_refused(int limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Coupon.OfFixedAmount("c", 1_000, default, limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Coupon.OfPercentage("c", 10, default, limit));
    }
}
