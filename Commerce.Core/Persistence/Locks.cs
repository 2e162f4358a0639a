using Commerce.Core.Payments;
using Commerce.Core.Products;
using Commerce.Core.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Persistence;

/// <summary>Row locks, which EF has no words for. They last until the caller's transaction ends.</summary>
internal static class Locks
{
    /// <summary>Waits for the payment's row, and keeps it.</summary>
    public static Task<Payment> LockPaymentAsync(this CommerceDbContext db, long paymentId, CancellationToken ct) =>
        db.Payments.FromSql($"SELECT * FROM commerce_payments WHERE id = {paymentId} FOR UPDATE").SingleAsync(ct);

    /// <summary>The same for a row of which nothing else is read, because the rest of it may be what cannot be.</summary>
    /// <returns>The payment's order.</returns>
    public static async Task<long> LockPaymentUnreadAsync(this CommerceDbContext db, long paymentId, CancellationToken ct) =>
        (await db.Database.SqlQuery<long>($"SELECT order_id AS Value FROM commerce_payments WHERE id = {paymentId} FOR UPDATE").ToListAsync(ct))
        .Single();

    /// <summary>Waits for the product's row, and keeps it.</summary>
    /// <returns>Null when there is no such product.</returns>
    public static Task<Product?> LockProductAsync(this CommerceDbContext db, long productId, CancellationToken ct) =>
        db.Products.FromSql($"SELECT * FROM products WHERE id = {productId} FOR UPDATE").AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>Takes the payments that are due, oldest first, and passes over those that another worker is taking.</summary>
    /// <param name="except">The gateways whose payments are left to others, separated by commas.</param>
    /// <param name="paid">Those that have been paid, for which nobody waits, or the others.</param>
    public static Task<List<DuePayment>> LockDuePaymentsAsync(
        this CommerceDbContext db, DateTimeOffset now, string except, bool paid, int most, CancellationToken ct) => db.Database.SqlQuery<DuePayment>(
            $"""
            SELECT id AS Id, order_id AS OrderId, trace_parent AS TraceParent FROM commerce_payments
            WHERE next_look_at <= {now} AND FIND_IN_SET(COALESCE(gateway, ''), {except}) = 0 AND (status IN ('SUCCESS', 'CANCELLED')) = {paid}
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
    public static Task<List<long>> LockFarLooksAsync(
        this CommerceDbContext db, string gateway, DateTimeOffset after, int most, CancellationToken ct) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM commerce_payments
            WHERE next_look_at > {after} AND gateway = {gateway} AND status IN ('PENDING', 'TIMEOUT')
            ORDER BY next_look_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>The same for voids of the outbox.</summary>
    public static Task<List<long>> LockFarVoidsAsync(
        this CommerceDbContext db, string gateway, DateTimeOffset after, int most, CancellationToken ct) =>
        db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM outbox
            WHERE next_try_at > {after} AND kind = 'VOID_PAYMENT' AND subject_id IN (SELECT id FROM commerce_payments WHERE gateway = {gateway})
            ORDER BY next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>Takes the callbacks of the inbox that are due.</summary>
    /// <param name="except">The gateways whose callbacks are left to others, separated by commas.</param>
    public static Task<List<long>> LockDueCallbacksAsync(
        this CommerceDbContext db, DateTimeOffset now, string except, int most, CancellationToken ct) => db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM callback_inbox
            WHERE next_try_at <= {now} AND FIND_IN_SET(gateway, {except}) = 0
            ORDER BY next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>The same for messages of the outbox. Those that need no gateway are always taken.</summary>
    /// <param name="except">The gateways whose payments are left to others, separated by commas.</param>
    public static Task<List<long>> LockDueMessagesAsync(
        this CommerceDbContext db, DateTimeOffset now, string except, int most, CancellationToken ct) => db.Database.SqlQuery<long>(
            $"""
            SELECT id AS Value FROM outbox o
            WHERE next_try_at <= {now} AND (o.kind <> 'VOID_PAYMENT' OR NOT EXISTS (
                SELECT 1 FROM commerce_payments p WHERE p.id = o.subject_id AND FIND_IN_SET(COALESCE(p.gateway, ''), {except}) > 0))
            ORDER BY next_try_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);

    /// <summary>Waits for the run's row, and keeps it.</summary>
    public static Task<ReconciliationRun> LockRunAsync(this CommerceDbContext db, long runId, CancellationToken ct) =>
        db.Reconciliations.FromSql($"SELECT * FROM reconciliation_runs WHERE id = {runId} FOR UPDATE").SingleAsync(ct);

    /// <summary>Takes the oldest daily run that is due again: it failed, or its owner died, or something had not settled.</summary>
    public static async Task<ReconciliationRun?> LockDueRunAsync(
        this CommerceDbContext db, string gateway, DateOnly earliest, DateTimeOffset now, CancellationToken ct) =>
        (await db.Reconciliations.FromSql(
            $"""
            SELECT * FROM reconciliation_runs
            WHERE gateway = {gateway} AND daily_day >= {earliest} AND next_try_at <= {now} ORDER BY daily_day LIMIT 1 FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct)).SingleOrDefault();

    /// <summary>Takes the runs that somebody asked for and whose owner died.</summary>
    public static Task<List<ReconciliationRun>> LockOrphanedRunsAsync(this CommerceDbContext db, DateTimeOffset now, CancellationToken ct) =>
        db.Reconciliations.FromSql(
            $"SELECT * FROM reconciliation_runs WHERE kind = 'ON_DEMAND' AND next_try_at <= {now} FOR UPDATE SKIP LOCKED").ToListAsync(ct);
}
