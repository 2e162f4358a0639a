using Commerce.Core.Persistence;

namespace Commerce.Core.Orders;

/// <summary>One line of an order: name and price are copies, so that a later change of the product does not change the order.</summary>
public sealed class OrderItem
{
    public long Id { get; private set; } = UnreadColumns.NextUnreadId();

    public long OrderId { get; private set; }

    public required long ProductId { get; init; }

    public required string ProductName { get; init; }

    /// <summary>Pieces, 1 or more.</summary>
    public required int Quantity { get; init; }

    /// <summary>Won for one piece.</summary>
    public required long Price { get; init; }

    /// <summary>Won for the whole line.</summary>
    public long Subtotal { get; private init; }

    public static OrderItem Of(PricedLine line) => new()
    {
        ProductId = line.ProductId,
        ProductName = line.ProductName,
        Quantity = line.Quantity,
        Price = line.Price,
        Subtotal = line.Subtotal,
    };
}
