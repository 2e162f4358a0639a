using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Webhooks;

/// <summary>Which messages are due.</summary>
internal static class DueDeliveries
{
    /// <summary>Whether a webhook has any. Asked of one at a time: only with its id is the time found by the index.</summary>
    public static Task<bool> HasDueAsync(this CommerceDbContext db, long webhookId, DateTimeOffset now, CancellationToken ct) =>
        db.WebhookDeliveries.AnyAsync(d => d.WebhookId == webhookId && d.NextTryAt <= now, ct);

    /// <summary>
    /// Locks messages to a webhook that are due, of each order the first that waits; one that is leased waits too. The locks last until
    /// the caller's transaction ends.
    /// </summary>
    public static Task<List<long>> LockDueDeliveriesAsync(
        this CommerceDbContext db, long webhookId, DateTimeOffset now, int most, CancellationToken ct) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT d.id AS Value FROM webhook_deliveries d
            WHERE d.webhook_id = {webhookId} AND d.next_try_at <= {now}
              AND NOT EXISTS (
                SELECT 1 FROM webhook_deliveries earlier
                WHERE earlier.webhook_id = {webhookId} AND earlier.order_id = d.order_id AND earlier.id < d.id
                  AND earlier.next_try_at IS NOT NULL)
            ORDER BY d.next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
}
