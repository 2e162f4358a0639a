using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Checkout;

/// <summary>Reads a member's orders, newest first, each with its latest payment.</summary>
public sealed class ListOrders(IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<Order> NewestFirst = new(
        "orders",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<PlacedOrder>> ExecuteAsync(MemberId memberId, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        var orders = await db.Orders.AsNoTracking().Include(o => o.Items)
            .Where(o => o.MemberId == memberId)
            .ReadPageAsync(page, NewestFirst, ct);

        var ids = orders.Content.Select(o => o.Id).ToList();
        var payments = await db.Payments.AsNoTracking().Where(p => ids.Contains(p.OrderId) && !p.IsDuplicate).ToListAsync(ct);
        var latest = payments.GroupBy(p => p.OrderId).ToDictionary(attempts => attempts.Key, attempts => attempts.MaxBy(p => p.Id)!);
        return orders.Map(order => new PlacedOrder(order, latest[order.Id]));
    }
}
