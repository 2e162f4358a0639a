using Commerce.Core.Events;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Writes down what a result did to payment and order, in the transaction that holds the payment's row: so the events of an order get their
/// ids in the order in which they happened. They go with the statements that are sent at the commit anyway.
/// </summary>
internal static class RecordEvents
{
    public static void OfPayment(CommerceDbContext db, Payment payment, PaymentStatus was, DateTimeOffset now)
    {
        if (payment.Status != was && TypeOf(payment.Status) is { } type)
        {
            var data = new EventData
            {
                OrderId = payment.OrderId,
                PaymentId = payment.Id,
                Status = ExactName<PaymentStatus>.Of(payment.Status),
                Amount = payment.Amount,
                Method = ExactName<PaymentMethod>.Of(payment.PaymentMethod),
                Gateway = payment.Gateway,
                TransactionKey = payment.TransactionKey?.Value,
                FailureCode = payment.FailureCode is { } code ? ExactName<FailureCode>.Of(code) : null,
                Duplicate = payment.IsDuplicate ? true : null,
            };
            db.Events.Add(CommerceEvent.Of(type, data, now));
        }
    }

    public static void OfOrder(CommerceDbContext db, Order order, OrderStatus was, DateTimeOffset now)
    {
        if (order.Status != was && TypeOf(order.Status) is { } type)
        {
            var data = new EventData
            {
                OrderId = order.Id,
                MemberId = order.MemberId.Value,
                Status = ExactName<OrderStatus>.Of(order.Status),
                FinalAmount = order.FinalAmount,
                UsedPoints = order.UsedPoints,
                FailureCode = order.FailureCode is { } code ? ExactName<FailureCode>.Of(code) : null,
            };
            db.Events.Add(CommerceEvent.Of(type, data, now));
        }
    }

    private static EventType? TypeOf(PaymentStatus status) => status switch
    {
        PaymentStatus.Success => EventType.PaymentSucceeded,
        PaymentStatus.Failed => EventType.PaymentFailed,
        PaymentStatus.Cancelled => EventType.PaymentVoided,
        _ => null, // It is open still.
    };

    private static EventType? TypeOf(OrderStatus status) => status switch
    {
        OrderStatus.Completed => EventType.OrderCompleted,
        OrderStatus.Failed => EventType.OrderFailed,
        OrderStatus.Cancelled => EventType.OrderCancelled,
        _ => null,
    };
}
