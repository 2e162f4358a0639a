using System.Collections.Frozen;

namespace Commerce.Core.Orders;

/// <summary>The one list of moves an order can make (I10). What is not here is ORDER_003.</summary>
public static class OrderMoves
{
    private static readonly FrozenSet<(OrderStatus From, OrderStatus To)> Moves = new[]
    {
        (OrderStatus.Pending, OrderStatus.Completed),
        (OrderStatus.Pending, OrderStatus.Failed),
        (OrderStatus.Completed, OrderStatus.Cancelled),
    }.ToFrozenSet();

    public static bool Allow(OrderStatus from, OrderStatus to) => Moves.Contains((from, to));
}
