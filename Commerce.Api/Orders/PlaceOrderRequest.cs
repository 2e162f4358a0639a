using System.Text.Json;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.Api.Orders;

/// <summary>The body of <c>POST /api/v1/orders</c>.</summary>
/// <param name="UsePoint">Points that shall pay a part, 1 point = 1 won.</param>
/// <param name="CardType">SAMSUNG, KB or HYUNDAI; needed when the points do not pay everything.</param>
/// <param name="CardNo"><c>xxxx-xxxx-xxxx-xxxx</c>; goes to the PG and is stored masked.</param>
internal sealed record PlaceOrderRequest(
    IReadOnlyList<PlaceOrderItem?>? Items, long? UsePoint, string? CardType, string? CardNo, long? CouponId)
{
    public PlaceOrderCommand ToCommand(MemberId memberId, IdempotencyClaim? claim) => new(
        memberId,
        [.. (Items ?? []).Select(LineOf)],
        CouponId,
        UsePoint,
        () => Card.Parse(CardType, CardNo),
        claim);

    /// <summary>
    /// What makes this request different from another one. Of the card only the last four: a hash of a whole number would be
    /// as good as the number to anybody with time to try them all.
    /// </summary>
    public string Fingerprint() =>
        CardNumberMask.Apply($"place {JsonSerializer.Serialize(this with { CardNo = CardNo is { Length: > 4 } ? CardNo[^4..] : CardNo })}");

    private static OrderLine LineOf(PlaceOrderItem? item) => item is null
        ? throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "items")
        : new OrderLine(item.ProductId, item.Quantity);

    /// <summary>A record prints its members; this one holds a card number.</summary>
    public override string ToString() => nameof(PlaceOrderRequest);
}

internal sealed record PlaceOrderItem(long ProductId, int Quantity);
