using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Points;

/// <summary>Adds points to a member's balance.</summary>
public sealed partial class ChargePoints(DatabaseTransaction transaction, TimeProvider time, ILogger<ChargePoints> logger)
{
    /// <summary>The most points one charge may add: ten million.</summary>
    public const long MaxAmount = 10_000_000;

    /// <summary>The most points a charge may lead to: a thousand million, far from where a sum could overflow.</summary>
    public const long MaxBalance = 1_000_000_000;

    /// <param name="amount">1 to <see cref="MaxAmount"/>.</param>
    /// <returns>The balance afterwards.</returns>
    /// <exception cref="CommerceException">
    /// POINT_002 when the amount is out of range or the balance would be more than anybody may hold; MEMBER_001.
    /// </exception>
    public async Task<long> ExecuteAsync(MemberId memberId, long amount, CancellationToken ct)
    {
        EnsureAmount(amount);
        var now = time.GetStoredNow();
        var charged = await transaction.ExecuteAsync(
            TransactionPriority.NewWork,
            async (db, token) =>
            {
                now = time.GetStoredNow();
                return new ChargedPoints(await PointLedger.ChargeAsync(db, memberId, amount, now, token));
            },
            (db, token) => FindChargeAsync(db, memberId, amount, now, token),
            ct);
        LogCharged(logger, memberId.Value, amount, charged.Balance);
        return charged.Balance;
    }

    // A charge has no name of its own. What tells it is its member, its amount and its microsecond; the member's row is locked first, so
    // that a commit which is still under way is waited for.
    private static async Task<ChargedPoints?> FindChargeAsync(
        CommerceDbContext db, MemberId memberId, long amount, DateTimeOffset at, CancellationToken ct)
    {
        var balances = await db.Database
            .SqlQuery<long>($"SELECT point AS Value FROM members WHERE member_id = {memberId.Value} FOR UPDATE").ToListAsync(ct);
        var isThere = await db.PointEntries.AnyAsync(
            e => e.MemberId == memberId && e.Kind == PointEntryKind.Charge && e.Amount == amount && e.CreatedAt == at, ct);
        return isThere ? new ChargedPoints(balances[0]) : null;
    }

    internal static void EnsureAmount(long amount)
    {
        if (amount <= 0)
        {
            throw new CommerceException(ErrorCode.PointsInvalid, Sentence.ChargeNotPositive, amount) { Field = "amount" };
        }

        if (amount > MaxAmount)
        {
            throw new CommerceException(ErrorCode.PointsInvalid, Sentence.ChargeAboveLimit, MaxAmount, amount) { Field = "amount" };
        }
    }

    [LoggerMessage(2841, LogLevel.Information, "Member {MemberId}: {Amount} points charged, balance {Balance}")]
    private static partial void LogCharged(ILogger logger, string memberId, long amount, long balance);

    private sealed record ChargedPoints(long Balance);
}
