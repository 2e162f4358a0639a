using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Orders;

/// <summary>Reads one order of a member, with its latest payment.</summary>
public sealed class FindOrder(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">ORDER_001, also for another member's order: ids cannot be probed.</exception>
    public async Task<PlacedOrder> ExecuteAsync(MemberId memberId, long orderId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var order = await db.Orders.AsNoTracking().Include(o => o.Items)
            .SingleOrDefaultAsync(o => o.Id == orderId && o.MemberId == memberId, ct)
            ?? throw new CommerceException(ErrorCode.OrderNotFound);
        var payment = await db.Payments.AsNoTracking()
            .Where(p => p.OrderId == orderId && !p.IsDuplicate)
            .OrderByDescending(p => p.Id)
            .FirstAsync(ct);
        OrderSpans.Tag(order.Id, payment.Id, payment.TransactionKey?.Value);
        return new PlacedOrder(order, payment);
    }
}

/// <summary>An order and the payment that counts for it.</summary>
public sealed record PlacedOrder(Order Order, Payment Payment)
{
    /// <summary>Why the order failed, as clients know it; null when it has not.</summary>
    public ErrorCode? Failure => (Order.Status, Order.FailureReason) switch
    {
        (OrderStatus.Failed, Order.StockShort) => ErrorCode.StockShort,
        (OrderStatus.Failed, _) => ErrorCode.GatewayRequestFailed,
        _ => null,
    };
}
