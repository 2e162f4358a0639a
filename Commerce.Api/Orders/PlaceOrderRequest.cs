using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Payments;

namespace Commerce.Api.Orders;

/// <summary>The body of <c>POST /api/v1/orders</c>.</summary>
/// <param name="UsePoint">Points that shall pay a part, 1 point = 1 won.</param>
/// <param name="CardType">SAMSUNG, KB or HYUNDAI; needed when the points do not pay everything.</param>
/// <param name="CardNo"><c>xxxx-xxxx-xxxx-xxxx</c>; goes to the PG and is stored masked.</param>
internal sealed record PlaceOrderRequest(
    IReadOnlyList<PlaceOrderItem?>? Items, long? UsePoint, string? CardType, string? CardNo, long? CouponId)
{
    public PlaceOrderCommand ToCommand(MemberId memberId) => new(
        memberId,
        [.. (Items ?? []).Select(LineOf)],
        CouponId,
        UsePoint,
        () => Card.Parse(CardType, CardNo));

    private static OrderLine LineOf(PlaceOrderItem? item) => item is null
        ? throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "items")
        : new OrderLine(item.ProductId, item.Quantity);

    /// <summary>A record prints its members; this one holds a card number.</summary>
    public override string ToString() => nameof(PlaceOrderRequest);
}

internal sealed record PlaceOrderItem(long ProductId, int Quantity);
