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

    /// <summary>The lines, one a product and in product order, and the points.</summary>
    /// <exception cref="CommerceException">
    /// 400 when there are no lines or too many; QUANTITY_001 when a quantity is out of range; POINT_002 when the points are below zero. It
    /// names every field that is wrong.
    /// </exception>
    public (IReadOnlyList<OrderLine> Lines, long UsedPoints) Checked()
    {
        var fields = new FieldChecks();
        var lines = fields.Read(MergedLines);
        var points = fields.Read(CheckedPoints);
        if (fields.HaveFailed && points == 0)
        {
            fields.Read(ReadInstrument); // Else it is read once the price is known, and only if something is left to pay.
        }

        fields.ThrowIfAny();
        return (lines!, points);
    }

    private IReadOnlyList<OrderLine> MergedLines()
    {
        if (Lines.Count == 0)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.OrderLinesMissing) { Field = "items" };
        }

        if (Lines.Count > MaxLines)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.OrderLinesTooMany, MaxLines, Lines.Count) { Field = "items" };
        }

        if (!Lines.All(line => line.HasQuantityInRange))
        {
            TellQuantities();
        }

        OrderLine[] merged =
            [.. Lines.GroupBy(l => l.ProductId).OrderBy(g => g.Key).Select(g => new OrderLine(g.Key, g.Sum(l => l.Quantity)))];
        foreach (var line in merged)
        {
            line.CheckedQuantity("items"); // Two lines of one product are no way around the limit.
        }

        return merged;
    }

    private void TellQuantities()
    {
        var fields = new FieldChecks();
        foreach (var (index, line) in Lines.Index())
        {
            fields.Read(() => line.CheckedQuantity($"items[{index}].quantity"));
        }

        fields.ThrowIfAny();
    }

    private long CheckedPoints() => UsePoints switch
    {
        null => 0,
        < 0 => throw new CommerceException(ErrorCode.PointsInvalid, Sentence.PointsNotPositive, UsePoints) { Field = "usePoint" },
        _ => UsePoints.Value,
    };
}

/// <param name="Quantity">1 to <see cref="MaxQuantity"/>.</param>
public sealed record OrderLine(long ProductId, int Quantity)
{
    public const int MaxQuantity = 10_000;

    internal bool HasQuantityInRange => Quantity is >= 1 and <= MaxQuantity;

    /// <exception cref="CommerceException">QUANTITY_001.</exception>
    internal int CheckedQuantity(string field)
    {
        if (Quantity < 1)
        {
            throw new CommerceException(ErrorCode.QuantityInvalid, Sentence.QuantityBelowOne, Quantity) { Field = field };
        }

        if (Quantity > MaxQuantity)
        {
            throw new CommerceException(ErrorCode.QuantityInvalid, Sentence.QuantityAboveLimit, MaxQuantity, Quantity) { Field = field };
        }

        return Quantity;
    }
}
