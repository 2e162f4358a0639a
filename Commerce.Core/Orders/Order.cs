using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Orders;

/// <summary>What a member wants to buy, and how far that has come.</summary>
public sealed class Order
{
    private readonly List<OrderItem> _items = [];

    private Order()
    {
    }

    public long Id { get; private set; }

    public MemberId MemberId { get; private init; }

    public OrderStatus Status { get; private set; }

    /// <summary>Won, the sum of the items.</summary>
    public long TotalAmount { get; private init; }

    /// <summary>Won that the coupon takes off.</summary>
    public long DiscountAmount { get; private init; }

    /// <summary>Won after the discount; what points and card pay together.</summary>
    public long FinalAmount { get; private init; }

    /// <summary>Points that pay a part, 1 point = 1 won.</summary>
    public long UsedPoints { get; private init; }

    public long? CouponId { get; private init; }

    /// <summary>Why the order failed; null when it has not.</summary>
    public FailureCode? FailureCode { get; private set; }

    /// <summary>
    /// Until when another attempt to pay may be made after one has failed; null where the first one decides.
    /// </summary>
    public DateTimeOffset? PayBy { get; private set; }

    /// <summary>When the member asked to undo the completed order; null when nobody did.</summary>
    public DateTimeOffset? CancelRequestedAt { get; private set; }

    /// <summary>Rises by one with every move, so that a history can be put in order.</summary>
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public IReadOnlyList<OrderItem> Items => _items;

    /// <summary>Won that the card pays.</summary>
    public long CardAmount => FinalAmount - UsedPoints;

    /// <summary>The pieces that it takes out of the stock, by product.</summary>
    public IEnumerable<(long ProductId, int Quantity)> Goods() => _items.Select(item => (item.ProductId, item.Quantity));

    /// <exception cref="CommerceException">
    /// 400 when it costs too much, POINT_002 when more points are used than the order costs.
    /// </exception>
    public static Order Place(OrderDraft draft, DateTimeOffset now)
    {
        var total = OrderDraft.TotalOf(draft.Lines);
        var final = total - draft.DiscountAmount;
        if (draft.UsedPoints > final)
        {
            throw new CommerceException(ErrorCode.PointsInvalid, Sentence.PointsAboveAmount, final, draft.UsedPoints);
        }

        var order = new Order
        {
            MemberId = draft.MemberId,
            Status = OrderStatus.Pending,
            TotalAmount = total,
            DiscountAmount = draft.DiscountAmount,
            FinalAmount = final,
            UsedPoints = draft.UsedPoints,
            CouponId = draft.CouponId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        order._items.AddRange(draft.Lines.Select(OrderItem.Of));
        return order;
    }

    /// <summary>The buyer pays at a window, and may try again until then.</summary>
    public void AllowPaymentUntil(DateTimeOffset payBy) => PayBy = payBy;

    /// <summary>The payment succeeded and the stock was there (I2).</summary>
    public void Complete(DateTimeOffset now) => MoveTo(OrderStatus.Completed, now);

    /// <summary>The order will not come about. Whoever calls this gives points and coupon back in the same transaction.</summary>
    public void Fail(FailureCode code, DateTimeOffset now)
    {
        MoveTo(OrderStatus.Failed, now);
        FailureCode = code;
    }

    /// <summary>The member wants the completed order undone. It is so when the PG's books say that the money went back (I14).</summary>
    /// <returns>False when it was asked for before.</returns>
    /// <exception cref="CommerceException">ORDER_003 when the order is not completed.</exception>
    public bool RequestCancel(DateTimeOffset now)
    {
        if (Status != OrderStatus.Completed)
        {
            throw new CommerceException(ErrorCode.OrderStatusInvalid);
        }

        if (CancelRequestedAt is not null)
        {
            return false;
        }

        CancelRequestedAt = now;
        return true;
    }

    /// <summary>The money went back. Whoever calls this gives stock, points and coupon back in the same transaction.</summary>
    public void Cancel(DateTimeOffset now) => MoveTo(OrderStatus.Cancelled, now);

    private void MoveTo(OrderStatus next, DateTimeOffset now)
    {
        if (!OrderMoves.Allow(Status, next))
        {
            throw new CommerceException(ErrorCode.OrderStatusInvalid);
        }

        (Status, UpdatedAt) = (next, now);
        Version++;
    }
}
