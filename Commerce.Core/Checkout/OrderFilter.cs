using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Orders;
using Commerce.Core.Paging;

namespace Commerce.Core.Checkout;

/// <summary>Which of a member's orders are wanted, and in which order; what is null does not matter.</summary>
/// <param name="CreatedFrom">Placed then or later.</param>
/// <param name="CreatedTo">Placed before then.</param>
/// <param name="ProductId">A line of it is of this product.</param>
public sealed record OrderFilter(
    OrderStatus? Status = null,
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    long? ProductId = null,
    OrderSort Sort = OrderSort.Latest)
{
    private const int HashBytes = 8;

    internal IQueryable<Order> Apply(IQueryable<Order> orders)
    {
        orders = Status is { } status ? orders.Where(o => o.Status == status) : orders;
        orders = CreatedFrom is { } from ? orders.Where(o => o.CreatedAt >= from) : orders;
        orders = CreatedTo is { } to ? orders.Where(o => o.CreatedAt < to) : orders;
        return ProductId is { } product ? orders.Where(o => o.Items.Any(i => i.ProductId == product)) : orders;
    }

    // A place in one list is none in another: the cursor's name tells the filters apart.
    internal ListOrder<Order> ToListOrder() => Sort switch
    {
        OrderSort.Oldest => new ListOrder<Order>(
            Name(), list => list.OrderBy(e => e.Id), (list, last) => list.Where(e => e.Id > last.Id), e => new Position(0, e.Id)),
        _ => new ListOrder<Order>(
            Name(), list => list.OrderByDescending(e => e.Id), (list, last) => list.Where(e => e.Id < last.Id), e => new Position(0, e.Id)),
    };

    private string Name() => this == new OrderFilter()
        ? "orders"
        : $"orders-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            FormattableString.Invariant($"{Status} {CreatedFrom:O} {CreatedTo:O} {ProductId} {Sort}"))).AsSpan(0, HashBytes))}";
}

/// <summary>The order of a member's orders, by when they were placed.</summary>
public enum OrderSort
{
    Latest,
    Oldest,
}
