using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Checkout;

/// <summary>What a member wants. Prices and discounts are ours to know and not in here.</summary>
/// <param name="Lines">What and how many; lines of one product count together.</param>
/// <param name="UsePoints">Points that shall pay a part; null or 0: none.</param>
/// <param name="ReadInstrument">Gives what pays at a gateway; called only when points do not pay everything.</param>
/// <param name="Idempotency">The client's name for this intent; null when it gave none.</param>
public sealed record PlaceOrderCommand(
    MemberId MemberId, IReadOnlyList<OrderLine> Lines, long? CouponId, long? UsePoints, Func<PaymentInstrument> ReadInstrument,
    IdempotentRequest<PlacedOrder>? Idempotency = null)
{
    public const int MaxLines = 100;

    /// <summary>The lines, one a product and in product order.</summary>
    /// <exception cref="CommerceException">400 when there are none or too many; QUANTITY_001 when a quantity is out of range.</exception>
    public IReadOnlyList<OrderLine> MergedLines()
    {
        if (Lines.Count == 0)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.OrderLinesMissing);
        }

        if (Lines.Count > MaxLines)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.OrderLinesTooMany, MaxLines, Lines.Count);
        }

        foreach (var line in Lines)
        {
            line.EnsureQuantity();
        }

        OrderLine[] merged =
            [.. Lines.GroupBy(l => l.ProductId).OrderBy(g => g.Key).Select(g => new OrderLine(g.Key, g.Sum(l => l.Quantity)))];
        foreach (var line in merged)
        {
            line.EnsureQuantity(); // Two lines of one product are no way around the limit.
        }

        return merged;
    }

    /// <exception cref="CommerceException">POINT_002 when the number is below zero.</exception>
    public long CheckedPoints() => UsePoints switch
    {
        null => 0,
        < 0 => throw new CommerceException(ErrorCode.PointsInvalid, Sentence.PointsNotPositive, UsePoints),
        _ => UsePoints.Value,
    };
}

/// <param name="Quantity">1 to <see cref="MaxQuantity"/>.</param>
public sealed record OrderLine(long ProductId, int Quantity)
{
    public const int MaxQuantity = 10_000;

    /// <exception cref="CommerceException">QUANTITY_001.</exception>
    public void EnsureQuantity()
    {
        if (Quantity < 1)
        {
            throw new CommerceException(ErrorCode.QuantityInvalid, Sentence.QuantityBelowOne, Quantity);
        }

        if (Quantity > MaxQuantity)
        {
            throw new CommerceException(ErrorCode.QuantityInvalid, Sentence.QuantityAboveLimit, MaxQuantity, Quantity);
        }
    }
}
