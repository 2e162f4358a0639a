namespace Commerce.Core.Coupons;

/// <summary>A kind of discount. Members hold copies of it: <see cref="MemberCoupon"/>.</summary>
public sealed class Coupon
{
    private Coupon()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private init; } = string.Empty;

    public CouponType Type { get; private init; }

    /// <summary>Won; set for <see cref="CouponType.FixedAmount"/> only.</summary>
    public long? DiscountAmount { get; private init; }

    /// <summary>Percent, 1 to 100; set for <see cref="CouponType.Percentage"/> only.</summary>
    public int? DiscountRate { get; private init; }

    /// <summary>How many members may hold a copy; null: any number.</summary>
    public int? IssueLimit { get; private init; }

    /// <summary>How many members hold one, used or not. Moved by <see cref="CouponIssue"/> only.</summary>
    public int IssuedCount { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public bool IsSoldOut => IssuedCount >= IssueLimit;

    /// <param name="amount">Won, more than zero.</param>
    /// <param name="issueLimit">How many members may hold a copy, 1 or more; null: any number.</param>
    public static Coupon OfFixedAmount(string name, long amount, DateTimeOffset now, int? issueLimit = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        EnsureLimit(issueLimit);
        return new Coupon { Name = name, Type = CouponType.FixedAmount, DiscountAmount = amount, IssueLimit = issueLimit, CreatedAt = now };
    }

    /// <param name="rate">Percent, 1 to 100.</param>
    /// <param name="issueLimit">How many members may hold a copy, 1 or more; null: any number.</param>
    public static Coupon OfPercentage(string name, int rate, DateTimeOffset now, int? issueLimit = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 100);
        EnsureLimit(issueLimit);
        return new Coupon { Name = name, Type = CouponType.Percentage, DiscountRate = rate, IssueLimit = issueLimit, CreatedAt = now };
    }

    /// <summary>The discount on an order of <paramref name="total"/> won: capped at the total, or floored to a whole won.</summary>
    public long DiscountOn(long total) => Type switch
    {
        CouponType.FixedAmount => Math.Min(DiscountAmount!.Value, total),
        CouponType.Percentage => total * DiscountRate!.Value / 100,
        _ => throw new ArgumentOutOfRangeException(nameof(total), Type, "Unknown coupon type."),
    };

    private static void EnsureLimit(int? issueLimit) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(
        issueLimit ?? 1, nameof(issueLimit));
}
