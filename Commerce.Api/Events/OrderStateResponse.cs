using Commerce.Core.Checkout;
using Commerce.Core.Orders;
using Commerce.Core.Payments;

namespace Commerce.Api.Events;

/// <summary>How far an order is: what a stream begins with.</summary>
internal sealed record OrderStateResponse(long OrderId, OrderStatus Status, PaymentStatus PaymentStatus, FailureCode? FailureCode)
{
    public static OrderStateResponse Of(PlacedOrder placed) =>
        new(placed.Order.Id, placed.Order.Status, placed.Payment.Status, placed.Order.FailureCode);
}
