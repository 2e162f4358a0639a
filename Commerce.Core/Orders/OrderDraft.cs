using Commerce.Core.Members;

namespace Commerce.Core.Orders;

/// <summary>What an order is made of, checked and priced from our own data.</summary>
/// <param name="DiscountAmount">Won that the coupon takes off.</param>
/// <param name="UsedPoints">Points that pay a part, 1 point = 1 won.</param>
public sealed record OrderDraft(MemberId MemberId, IReadOnlyList<PricedLine> Lines, long? CouponId, long DiscountAmount, long UsedPoints);

/// <param name="Price">Won for one piece.</param>
public sealed record PricedLine(long ProductId, string ProductName, int Quantity, long Price)
{
    /// <summary>Won for the whole line.</summary>
    public long Subtotal => checked(Price * Quantity);
}
