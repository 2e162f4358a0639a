using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Callbacks;

/// <summary>Row locks on the inbox, which last until the caller's transaction ends.</summary>
internal static class CallbackLocks
{
    /// <summary>Takes the callbacks of the inbox that are due.</summary>
    /// <param name="except">The gateways whose callbacks are left to others, separated by commas.</param>
    public static Task<List<long>> LockDueCallbacksAsync(
        this CommerceDbContext db, DateTimeOffset now, string except, int most, CancellationToken ct) => db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM callback_inbox
            WHERE next_try_at <= {now} AND FIND_IN_SET(gateway, {except}) = 0
            ORDER BY next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
}
