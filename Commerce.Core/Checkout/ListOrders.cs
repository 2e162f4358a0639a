using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Checkout;

/// <summary>Reads those of a member's orders that are wanted, each with its latest payment.</summary>
public sealed class ListOrders(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">MEMBER_001.</exception>
    public async Task<Page<PlacedOrder>> ExecuteAsync(MemberId memberId, OrderFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EnsureMemberAsync(memberId, ct);
        var orders = await filter.Apply(db.Orders.AsNoTracking().Include(o => o.Items).Where(o => o.MemberId == memberId))
            .ReadPageAsync(page, filter.ToListOrder(), ct);

        var ids = orders.Content.Select(o => o.Id).ToList();
        var payments = await db.Payments.AsNoTracking().Where(p => ids.Contains(p.OrderId) && !p.IsDuplicate).ToListAsync(ct);
        var latest = payments.GroupBy(p => p.OrderId).ToDictionary(attempts => attempts.Key, attempts => attempts.MaxBy(p => p.Id)!);
        return orders.Map(order => new PlacedOrder(order, latest[order.Id]));
    }
}
