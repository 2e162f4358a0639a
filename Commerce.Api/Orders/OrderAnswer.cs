using Commerce.Api.Http;
using Commerce.Api.Idempotency;
using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Orders;
using Commerce.Core.Payments;

namespace Commerce.Api.Orders;

/// <summary>Says what came of a request about an order, in the bytes that go out and are kept for a request that comes again.</summary>
internal sealed class OrderAnswer(AnswerText text, PrepareCheckout prepare)
{
    /// <summary>
    /// 200 when it is over and well, 201 while the buyer is at a payment window, 202 while its payment is under way, and the published
    /// error when it has failed.
    /// </summary>
    public StoredAnswer ToPlacing(HttpContext context, PlacedOrder placed) => placed switch
    {
        { Order.FailureCode: { } failure } =>
            AnswerText.Of(ProblemAnswer.Of(context, failure.ToError(), failure.ToErrorMessage(), placed.Order.Id)),
        // The order takes another attempt: what ended is this one.
        { Payment: { Status: PaymentStatus.Failed, FailureCode: { } failure } } =>
            AnswerText.Of(ProblemAnswer.Of(context, failure.ToError(), failure.ToErrorMessage(), placed.Order.Id)),
        { Payment.Status: PaymentStatus.AwaitingBuyer } =>
            text.Of(StatusCodes.Status201Created, Envelope<OrderResponse>.Success(ToResponse(placed))),
        { Payment.IsOpen: true } => UnderWay(
            placed, placed.Payment.Status == PaymentStatus.Timeout ? Sentence.PaymentBeingConfirmed : Sentence.PaymentInProgress),
        _ => Done(placed),
    };

    /// <summary>200 when the money is back, 202 while it is on its way.</summary>
    public StoredAnswer ToCancelling(PlacedOrder placed) => placed.Order.Status == OrderStatus.Cancelled
        ? Done(placed)
        : UnderWay(placed, placed.Payment.VoidRefusedAt is null ? Sentence.CancelInProgress : Sentence.MoneyNotBackYet);

    /// <summary>With what opens the payment window, while the buyer is waited for.</summary>
    public OrderResponse ToResponse(PlacedOrder placed) => OrderResponse.Of(placed) with
    {
        Checkout = prepare.Of(placed) is { } checkout ? CheckoutResponse.Of(checkout, placed.Payment.ExpiresAt) : null,
    };

    private StoredAnswer Done(PlacedOrder placed) =>
        text.Of(StatusCodes.Status200OK, Envelope<OrderResponse>.Success(OrderResponse.Of(placed)));

    private StoredAnswer UnderWay(PlacedOrder placed, Sentence sentence) =>
        text.Of(StatusCodes.Status202Accepted, Envelope<OrderResponse>.Success(OrderResponse.Of(placed), ErrorMessages.For(sentence)));
}
