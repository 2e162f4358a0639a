using Commerce.Core.Errors;
using Commerce.Core.Journal;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Points;

/// <summary>
/// Moves points inside the caller's transaction, balance and entry together: the balance is the sum of the entries and never
/// below zero (I9). The unique key (order, kind) makes it impossible for an order to take or give back twice.
/// </summary>
internal static class PointLedger
{
    /// <returns>The balance afterwards.</returns>
    /// <exception cref="CommerceException">MEMBER_001, or POINT_002 when the balance would pass <see cref="ChargePoints.MaxBalance"/>.</exception>
    public static async Task<long> ChargeAsync(
        CommerceDbContext db, MemberId memberId, long amount, DateTimeOffset now, CancellationToken ct)
    {
        var charged = await db.Members
            .Where(m => m.MemberId == memberId && m.Point <= ChargePoints.MaxBalance - amount)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Point, m => m.Point + amount), ct);
        if (charged == 0)
        {
            await db.EnsureMemberAsync(memberId, ct);
            throw new CommerceException(ErrorCode.PointsInvalid, Sentence.BalanceAboveLimit, ChargePoints.MaxBalance);
        }

        Enter(db, memberId, orderId: null, PointEntryKind.Charge, amount, now);
        JournalPosting.PointsCharged(db, amount, now);
        return await db.Members.Where(m => m.MemberId == memberId).Select(m => m.Point).SingleAsync(ct);
    }

    /// <exception cref="CommerceException">POINT_001 when the balance is smaller than what the order uses.</exception>
    public static async Task TakeAsync(CommerceDbContext db, Order order, DateTimeOffset now, CancellationToken ct)
    {
        if (order.UsedPoints == 0)
        {
            return;
        }

        var taken = await db.Members
            .Where(m => m.MemberId == order.MemberId && m.Point >= order.UsedPoints)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Point, m => m.Point - order.UsedPoints), ct);
        if (taken == 0)
        {
            var balance = await db.Members.Where(m => m.MemberId == order.MemberId).Select(m => m.Point).SingleAsync(ct);
            throw new CommerceException(ErrorCode.PointsShort, Sentence.PointsShortOf, balance, order.UsedPoints);
        }

        Enter(db, order.MemberId, order.Id, PointEntryKind.Use, -order.UsedPoints, now);
        JournalPosting.PointsTaken(db, order, now);
    }

    /// <summary>The caller has just ended the order without success, in this transaction and for the first time.</summary>
    public static async Task GiveBackAsync(CommerceDbContext db, Order order, DateTimeOffset now, CancellationToken ct)
    {
        if (order.UsedPoints == 0)
        {
            return;
        }

        await db.Members
            .Where(m => m.MemberId == order.MemberId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Point, m => m.Point + order.UsedPoints), ct);
        Enter(db, order.MemberId, order.Id, PointEntryKind.Restore, order.UsedPoints, now);
        JournalPosting.PointsGivenBack(db, order, now);
    }

    private static void Enter(
        CommerceDbContext db, MemberId memberId, long? orderId, PointEntryKind kind, long amount, DateTimeOffset now) =>
        db.PointEntries.Add(new PointEntry
        {
            MemberId = memberId,
            OrderId = orderId,
            Kind = kind,
            Amount = amount,
            CreatedAt = now,
        });
}
