using Commerce.Core.Errors;
using Commerce.Core.Journal;
using Commerce.Core.Members;
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
    /// <exception cref="CommerceException">
    /// MEMBER_001, or POINT_002 when the balance would pass <see cref="ChargePoints.MaxBalance"/>.
    /// </exception>
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
    public static async Task TakeAsync(
        CommerceDbContext db, MemberId memberId, long orderId, long points, DateTimeOffset now, CancellationToken ct)
    {
        if (points == 0)
        {
            return;
        }

        var taken = await db.Members
            .Where(m => m.MemberId == memberId && m.Point >= points)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Point, m => m.Point - points), ct);
        if (taken == 0)
        {
            var balance = await db.Members.Where(m => m.MemberId == memberId).Select(m => m.Point).SingleAsync(ct);
            throw new CommerceException(ErrorCode.PointsShort, Sentence.PointsShortOf, balance, points);
        }

        Enter(db, memberId, orderId, PointEntryKind.Use, -points, now);
        JournalPosting.PointsTaken(db, orderId, points, now);
    }

    /// <summary>The caller has just ended the order without success, in this transaction and for the first time.</summary>
    public static async Task GiveBackAsync(
        CommerceDbContext db, MemberId memberId, long orderId, long points, DateTimeOffset now, CancellationToken ct)
    {
        if (points == 0)
        {
            return;
        }

        await db.Members
            .Where(m => m.MemberId == memberId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Point, m => m.Point + points), ct);
        Enter(db, memberId, orderId, PointEntryKind.Restore, points, now);
        JournalPosting.PointsGivenBack(db, orderId, points, now);
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
