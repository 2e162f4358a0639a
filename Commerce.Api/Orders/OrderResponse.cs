using Commerce.Api.Payments;
using Commerce.Core.Checkout;
using Commerce.Core.Orders;
using Commerce.Core.Payments;

namespace Commerce.Api.Orders;

/// <param name="FailureCode">Why the order failed; none when it has not.</param>
/// <param name="Checkout">What opens the payment window; none when no buyer is waited for.</param>
/// <param name="FailureReason">The same for people, in the language asked for.</param>
internal sealed record OrderResponse(
    long Id,
    string MemberId,
    OrderStatus Status,
    long TotalAmount,
    long DiscountAmount,
    long FinalAmount,
    long UsedPoints,
    FailureCode? FailureCode,
    string? FailureReason,
    IReadOnlyList<OrderItemResponse> Items,
    PaymentResponse Payment,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CancelRequestedAt,
    CheckoutResponse? Checkout = null)
{
    public static OrderResponse Of(PlacedOrder placed)
    {
        var order = placed.Order;
        return new OrderResponse(
            order.Id,
            order.MemberId.Value,
            order.Status,
            order.TotalAmount,
            order.DiscountAmount,
            order.FinalAmount,
            order.UsedPoints,
            order.FailureCode,
            order.FailureCode?.ToText(),
            [.. order.Items.Select(OrderItemResponse.Of)],
            PaymentResponse.Of(placed.Payment),
            order.CreatedAt,
            order.CancelRequestedAt);
    }
}

/// <param name="Id">None in the answer to placing it: the database gives it, and an order's lines are not read back for it.</param>
internal sealed record OrderItemResponse(long? Id, long ProductId, string ProductName, int Quantity, long Price, long Subtotal)
{
    public static OrderItemResponse Of(OrderItem item) =>
        new(item.Id > 0 ? item.Id : null, item.ProductId, item.ProductName, item.Quantity, item.Price, item.Subtotal);
}
