using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Journal;

/// <summary>
/// Posts to the journal inside the caller's transaction, always from one account into another. The unique key (order, kind,
/// account, product, the PG's key) refuses to post the same movement twice (I7).
/// </summary>
internal static class JournalPosting
{
    public static void PointsCharged(CommerceDbContext db, long points, DateTimeOffset now) =>
        Move(db, orderId: null, JournalKind.PointsCharged, JournalAccount.MemberPoints, JournalAccount.PointsIssued, points, now);

    public static void PointsTaken(CommerceDbContext db, long orderId, long points, DateTimeOffset now) =>
        Move(db, orderId, JournalKind.PointsTaken, JournalAccount.OrderClearing, JournalAccount.MemberPoints, points, now);

    public static void PointsGivenBack(CommerceDbContext db, long orderId, long points, DateTimeOffset now) =>
        Move(db, orderId, JournalKind.PointsGivenBack, JournalAccount.MemberPoints, JournalAccount.OrderClearing, points, now);

    public static void Captured(CommerceDbContext db, Payment payment, DateTimeOffset now) =>
        MoveMoney(db, payment, JournalKind.Captured, JournalAccount.OrderClearing, JournalAccount.PgReceivable, now);

    public static void Voided(CommerceDbContext db, Payment payment, DateTimeOffset now) =>
        MoveMoney(db, payment, JournalKind.Voided, JournalAccount.PgReceivable, JournalAccount.OrderClearing, now);

    /// <summary>Takes a capture out of the journal that the PG does not have. The lines stay; these are their opposite.</summary>
    public static void CaptureReversed(CommerceDbContext db, Payment payment, DateTimeOffset now) =>
        MoveMoney(db, payment, JournalKind.CaptureReversed, JournalAccount.PgReceivable, JournalAccount.OrderClearing, now);

    public static Task<bool> IsCaptureReversedAsync(this CommerceDbContext db, Payment payment, CancellationToken ct) =>
        db.Journal.AnyAsync(
            e => e.OrderId == payment.OrderId && e.Kind == JournalKind.CaptureReversed && e.TransactionKey == payment.TransactionKey, ct);

    /// <param name="amount">Won that the order came to.</param>
    public static void Sold(
        CommerceDbContext db, long orderId, long amount, IEnumerable<(long ProductId, int Quantity)> goods, DateTimeOffset now)
    {
        Move(db, orderId, JournalKind.Sold, JournalAccount.Sales, JournalAccount.OrderClearing, amount, now);
        MoveGoods(db, orderId, JournalKind.StockTaken, JournalAccount.Stock, JournalAccount.Customers, goods, now);
    }

    /// <param name="amount">As when it was sold.</param>
    public static void SaleUndone(
        CommerceDbContext db, long orderId, long amount, IEnumerable<(long ProductId, int Quantity)> goods, DateTimeOffset now)
    {
        Move(db, orderId, JournalKind.SaleUndone, JournalAccount.OrderClearing, JournalAccount.Sales, amount, now);
        MoveGoods(db, orderId, JournalKind.StockGivenBack, JournalAccount.Customers, JournalAccount.Stock, goods, now);
    }

    private static void MoveMoney(
        CommerceDbContext db, Payment payment, JournalKind kind, JournalAccount from, JournalAccount to, DateTimeOffset now) =>
        Move(db, payment.OrderId, kind, from, to, payment.Amount, now, key: payment.TransactionKey);

    private static void MoveGoods(
        CommerceDbContext db,
        long orderId,
        JournalKind kind,
        JournalAccount from,
        JournalAccount to,
        IEnumerable<(long ProductId, int Quantity)> goods,
        DateTimeOffset now)
    {
        foreach (var (productId, quantity) in goods)
        {
            Move(db, orderId, kind, from, to, quantity, now, productId);
        }
    }

    private static void Move(
        CommerceDbContext db,
        long? orderId,
        JournalKind kind,
        JournalAccount from,
        JournalAccount to,
        long amount,
        DateTimeOffset now,
        long productId = 0,
        TransactionKey? key = null)
    {
        if (amount == 0)
        {
            return;
        }

        db.Journal.AddRange(Line(from, -amount), Line(to, amount));

        JournalEntry Line(JournalAccount account, long signed) => new()
        {
            OrderId = orderId,
            Kind = kind,
            Account = account,
            ProductId = productId,
            Amount = signed,
            TransactionKey = key,
            CreatedAt = now,
        };
    }
}
