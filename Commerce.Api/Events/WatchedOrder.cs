using Commerce.Core.Checkout;
using Commerce.Core.Events;
using Commerce.Core.Orders;

namespace Commerce.Api.Events;

/// <summary>What an order comes to, for those who wait for it.</summary>
internal static class WatchedOrder
{
    /// <summary>Nothing more is to be expected of it now: it has ended, and nobody has asked for its cancel.</summary>
    public static bool IsOver(this PlacedOrder placed) => placed.Order.Status switch
    {
        OrderStatus.Completed => placed.Order.CancelRequestedAt is null,
        OrderStatus.Failed or OrderStatus.Cancelled => true,
        _ => false,
    };

    /// <summary>With this event it ends, where it was like that before.</summary>
    public static bool Ends(this PlacedOrder before, CommerceEvent happened) => happened.Type switch
    {
        EventType.OrderCompleted => before.Order.CancelRequestedAt is null,
        EventType.OrderFailed or EventType.OrderCancelled => true,
        _ => false,
    };

    public static bool IsLike(this PlacedOrder before, PlacedOrder now) =>
        (before.Order.Status, before.Payment.Status) == (now.Order.Status, now.Payment.Status);
}
