using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.Api.Orders;

/// <summary>The body of <c>POST /api/v1/orders</c>.</summary>
/// <param name="Items">What is bought: at least one line.</param>
/// <param name="UsePoint">Points that shall pay a part, 1 point = 1 won.</param>
/// <param name="CardType">SAMSUNG, KB or HYUNDAI; needed when the points do not pay everything and there is no payment key.</param>
/// <param name="CardNo"><c>xxxx-xxxx-xxxx-xxxx</c>; goes to the PG and is stored masked.</param>
/// <param name="CouponId">One of the member's coupons that no order has taken.</param>
/// <param name="PaymentKey">
/// Instead of a card: what a gateway's own payment window gave, at most 200 characters. Needs a gateway that takes such payments.
/// </param>
/// <param name="PayWith">
/// Instead of both: the gateway in whose payment window the rest is paid, such as <c>toss</c>. 201 with <c>checkout</c> then.
/// </param>
internal sealed record PlaceOrderRequest(
    [property: Required] IReadOnlyList<PlaceOrderItem?>? Items,
    long? UsePoint,
    string? CardType,
    string? CardNo,
    long? CouponId,
    string? PaymentKey = null,
    string? PayWith = null)
{
    /// <summary>Works on the demo data, with the card that is accepted.</summary>
    public const string Example =
        """{"items":[{"productId":4,"quantity":1}],"cardType":"SAMSUNG","cardNo":"4242-4242-4242-4242"}""";

    public PlaceOrderCommand ToCommand(MemberId memberId, IdempotentRequest<PlacedOrder>? idempotency) => new(
        memberId,
        [.. (Items ?? []).Select(LineOf)],
        CouponId,
        UsePoint,
        ReadInstrument,
        idempotency);

    /// <summary>
    /// What makes this request different from another one. Of the card only the last four: a hash of a whole number would be
    /// as good as the number to anybody with time to try them all.
    /// </summary>
    public string Fingerprint() =>
        CardNumberMask.Apply($"place {JsonSerializer.Serialize(this with { CardNo = CardNo is { Length: > 4 } ? CardNo[^4..] : CardNo })}");

    private PaymentInstrument ReadInstrument() => (PayWith, PaymentKey, CardNo) switch
    {
        ({ } gateway, null, null) when CardType is null => new PaymentWindow(gateway),
        ({ }, _, _) => throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "payWith") { Field = "payWith" },
        (_, null, _) => Card.Parse(CardType, CardNo),
        (_, _, null) => WidgetKey.Parse(PaymentKey),
        // One of the two pays.
        _ => throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "paymentKey") { Field = "paymentKey" },
    };

    private static OrderLine LineOf(PlaceOrderItem? item) => item is null
        ? throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "items") { Field = "items" }
        : new OrderLine(item.ProductId, item.Quantity);

    /// <summary>A record prints its members; this one holds a card number.</summary>
    public override string ToString() => nameof(PlaceOrderRequest);
}

internal sealed record PlaceOrderItem(long ProductId, int Quantity);
