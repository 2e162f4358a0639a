using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Recovery;

/// <summary>Takes payments and voids that are due; the row locks last until the caller's transaction ends.</summary>
internal static class RecoveryLocks
{
    /// <summary>Takes the payments that are due, oldest first, and passes over those that another worker is taking.</summary>
    /// <param name="except">The gateways whose payments are left to others, separated by commas.</param>
    /// <param name="doubted">Those that the PG has decided, for which nobody waits, or the others.</param>
    public static Task<List<DuePayment>> LockDuePaymentsAsync(
        this CommerceDbContext db,
        DateTimeOffset now,
        string except,
        bool doubted,
        int most,
        CancellationToken ct) => db.Database.SqlQuery<DuePayment>(
            $"""
            SELECT id AS Id, order_id AS OrderId, trace_parent AS TraceParent FROM commerce_payments
            WHERE next_look_at <= {now} AND FIND_IN_SET(COALESCE(gateway, ''), {except}) = 0
              AND (status IN ('SUCCESS', 'CANCELLED') OR (status = 'FAILED' AND transaction_key IS NOT NULL)) = {doubted}
            ORDER BY next_look_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>
    /// Takes the open payments of orders that were placed before a time, oldest first, unless they were looked at within the last
    /// <paramref name="interval"/> or will be within the next.
    /// </summary>
    public static Task<List<DuePayment>> LockStalePaymentsAsync(
        this CommerceDbContext db, DateTimeOffset placedBefore, DateTimeOffset now, TimeSpan interval, int most, CancellationToken ct) =>
        db.Database.SqlQuery<DuePayment>(
            $"""
            SELECT p.id AS Id, p.order_id AS OrderId, p.trace_parent AS TraceParent FROM orders o JOIN commerce_payments p ON p.order_id = o.id
            WHERE o.status = 'PENDING' AND o.created_at < {placedBefore} AND p.status IN ('PENDING', 'TIMEOUT')
              AND p.looks_set_aside_at IS NULL
              AND (p.next_look_at IS NULL OR p.next_look_at > {now + interval})
              AND (p.last_look_at IS NULL OR p.last_look_at < {now - interval})
            ORDER BY o.created_at, o.id LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>Takes open payments of a gateway whose next look is after a time, the nearest first.</summary>
    /// <param name="since">Only those that were last looked at then or later, or are not older than that.</param>
    public static Task<List<long>> LockFarLooksAsync(
        this CommerceDbContext db, string gateway, DateTimeOffset after, DateTimeOffset since, int most, CancellationToken ct) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM commerce_payments
            WHERE next_look_at > {after} AND gateway = {gateway} AND status IN ('PENDING', 'TIMEOUT')
              AND COALESCE(last_look_at, created_at) >= {since}
            ORDER BY next_look_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>The same for voids of the outbox.</summary>
    /// <param name="refused">Whether those are among them that the PG has answered with a no for long.</param>
    public static Task<List<long>> LockFarVoidsAsync(
        this CommerceDbContext db, string gateway, DateTimeOffset after, bool refused, int most, CancellationToken ct) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM outbox
            WHERE next_try_at > {after} AND kind = 'VOID_PAYMENT'
              AND subject_id IN (SELECT id FROM commerce_payments WHERE gateway = {gateway} AND ({refused} OR void_refused_at IS NULL))
            ORDER BY next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
}
