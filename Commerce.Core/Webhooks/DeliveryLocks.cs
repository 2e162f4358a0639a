using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Webhooks;

/// <summary>Row locks on messages, which last until the caller's transaction ends.</summary>
internal static class DeliveryLocks
{
    /// <summary>
    /// Takes messages that are due, of webhooks that are enabled, and of each order to each webhook the first that waits. One that is
    /// leased waits too.
    /// </summary>
    public static Task<List<long>> LockDueDeliveriesAsync(this CommerceDbContext db, DateTimeOffset now, int most, CancellationToken ct) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT d.id AS Value FROM webhook_deliveries d
            WHERE d.next_try_at <= {now}
              AND EXISTS (SELECT 1 FROM webhooks w WHERE w.id = d.webhook_id AND w.enabled)
              AND NOT EXISTS (
                SELECT 1 FROM webhook_deliveries earlier
                WHERE earlier.webhook_id = d.webhook_id AND earlier.order_id = d.order_id AND earlier.id < d.id
                  AND earlier.next_try_at IS NOT NULL)
            ORDER BY d.next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
}
