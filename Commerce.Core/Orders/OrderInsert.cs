using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Orders;

internal static class OrderInsert
{
    /// <summary>
    /// Inserts the order, which has its id then. Its lines need that id, so they go with whatever the caller saves next, in one trip to the
    /// database instead of one of their own.
    /// </summary>
    public static async Task InsertOrderAsync(this CommerceDbContext db, Order order, CancellationToken ct)
    {
        db.Entry(order).State = EntityState.Added; // Add would take the lines along.
        await db.SaveChangesAsync(ct);
        foreach (var item in order.Items)
        {
            var line = db.Entry(item);
            line.Property(i => i.OrderId).CurrentValue = order.Id;
            line.State = EntityState.Added;
        }
    }
}
