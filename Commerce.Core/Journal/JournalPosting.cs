using Commerce.Core.Orders;
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
        Move(db, order: null, JournalKind.PointsCharged, JournalAccount.MemberPoints, JournalAccount.PointsIssued, points, now);

    public static void PointsTaken(CommerceDbContext db, Order order, DateTimeOffset now) =>
        Move(db, order, JournalKind.PointsTaken, JournalAccount.OrderClearing, JournalAccount.MemberPoints, order.UsedPoints, now);

    public static void PointsGivenBack(CommerceDbContext db, Order order, DateTimeOffset now) =>
        Move(db, order, JournalKind.PointsGivenBack, JournalAccount.MemberPoints, JournalAccount.OrderClearing, order.UsedPoints, now);

    public static void Captured(CommerceDbContext db, Order order, Payment payment, DateTimeOffset now) =>
        Move(db, order, JournalKind.Captured, JournalAccount.OrderClearing, JournalAccount.PgReceivable, payment.Amount, now, key: payment.TransactionKey);

    public static void Voided(CommerceDbContext db, Order order, Payment payment, DateTimeOffset now) =>
        Move(db, order, JournalKind.Voided, JournalAccount.PgReceivable, JournalAccount.OrderClearing, payment.Amount, now, key: payment.TransactionKey);

    /// <summary>Takes a capture out of the journal that the PG does not have. The lines stay; these are their opposite.</summary>
    public static void CaptureReversed(CommerceDbContext db, Order order, Payment payment, DateTimeOffset now) =>
        Move(db, order, JournalKind.CaptureReversed, JournalAccount.PgReceivable, JournalAccount.OrderClearing, payment.Amount, now, key: payment.TransactionKey);

    public static Task<bool> IsCaptureReversedAsync(this CommerceDbContext db, Payment payment, CancellationToken ct) =>
        db.Journal.AnyAsync(
            e => e.OrderId == payment.OrderId && e.Kind == JournalKind.CaptureReversed && e.TransactionKey == payment.TransactionKey, ct);

    public static void Sold(CommerceDbContext db, Order order, DateTimeOffset now)
    {
        Move(db, order, JournalKind.Sold, JournalAccount.Sales, JournalAccount.OrderClearing, order.FinalAmount, now);
        MoveGoods(db, order, JournalKind.StockTaken, JournalAccount.Stock, JournalAccount.Customers, now);
    }

    public static void SaleUndone(CommerceDbContext db, Order order, DateTimeOffset now)
    {
        Move(db, order, JournalKind.SaleUndone, JournalAccount.OrderClearing, JournalAccount.Sales, order.FinalAmount, now);
        MoveGoods(db, order, JournalKind.StockGivenBack, JournalAccount.Customers, JournalAccount.Stock, now);
    }

    private static void MoveGoods(
        CommerceDbContext db, Order order, JournalKind kind, JournalAccount from, JournalAccount to, DateTimeOffset now)
    {
        foreach (var item in order.Items)
        {
            Move(db, order, kind, from, to, item.Quantity, now, item.ProductId);
        }
    }

    private static void Move(
        CommerceDbContext db,
        Order? order,
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
            OrderId = order?.Id,
            Kind = kind,
            Account = account,
            ProductId = productId,
            Amount = signed,
            TransactionKey = key,
            CreatedAt = now,
        };
    }
}
