using System.Globalization;
using Commerce.Core.Errors;
using Commerce.Core.Members;

namespace Commerce.Core.Orders;

/// <summary>What an order is made of, checked and priced from our own data.</summary>
/// <param name="DiscountAmount">Won that the coupon takes off.</param>
/// <param name="UsedPoints">Points that pay a part, 1 point = 1 won.</param>
public sealed record OrderDraft(MemberId MemberId, IReadOnlyList<PricedLine> Lines, long? CouponId, long DiscountAmount, long UsedPoints)
{
    /// <summary>The most won that an order may cost: what <c>decimal(15,2)</c> holds, the column of a payment's amount.</summary>
    public const long MaxAmount = 9_999_999_999_999;

    /// <summary>Won for all lines, before discounts.</summary>
    /// <exception cref="CommerceException">400 when it is more than an order may cost.</exception>
    public static long TotalOf(IEnumerable<PricedLine> lines)
    {
        // Neither a product nor the sum of a hundred of them can be more than this type holds.
        var total = lines.Aggregate(Int128.Zero, (sum, line) => sum + ((Int128)line.Price * line.Quantity));
        return total <= MaxAmount
            ? (long)total
            : throw new CommerceException(
                ErrorCode.BadRequest, Sentence.OrderAmountAboveLimit, MaxAmount.ToString("N0", CultureInfo.InvariantCulture));
    }
}

/// <param name="Price">Won for one piece.</param>
public sealed record PricedLine(long ProductId, string ProductName, int Quantity, long Price)
{
    /// <summary>Won for the whole line; <see cref="OrderDraft.TotalOf"/> has seen to it that it fits.</summary>
    public long Subtotal => checked(Price * Quantity);
}
