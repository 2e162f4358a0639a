using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Delivery;

/// <summary>Row locks on the outbox, which last until the caller's transaction ends.</summary>
internal static class OutboxLocks
{
    /// <summary>Takes the messages of the outbox that are due. Those that need no gateway are always taken.</summary>
    /// <param name="except">The gateways whose payments are left to others, separated by commas.</param>
    public static Task<List<long>> LockDueMessagesAsync(
        this CommerceDbContext db, DateTimeOffset now, string except, int most, CancellationToken ct) => db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM outbox o
            WHERE next_try_at <= {now} AND (o.kind <> 'VOID_PAYMENT' OR NOT EXISTS (
                SELECT 1 FROM commerce_payments p WHERE p.id = o.subject_id AND FIND_IN_SET(COALESCE(p.gateway, ''), {except}) > 0))
            ORDER BY next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
}
