using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
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
        var balance = await transaction.ExecuteAsync(
            TransactionPriority.NewWork,
            (db, token) => PointLedger.ChargeAsync(db, memberId, amount, time.GetUtcNow(), token),
            ct);
        LogCharged(logger, memberId.Value, amount, balance);
        return balance;
    }

    internal static void EnsureAmount(long amount)
    {
        if (amount <= 0)
        {
            throw new CommerceException(ErrorCode.PointsInvalid, Sentence.ChargeNotPositive, amount);
        }

        if (amount > MaxAmount)
        {
            throw new CommerceException(ErrorCode.PointsInvalid, Sentence.ChargeAboveLimit, MaxAmount, amount);
        }
    }

    [LoggerMessage(2841, LogLevel.Information, "Member {MemberId}: {Amount} points charged, balance {Balance}")]
    private static partial void LogCharged(ILogger logger, string memberId, long amount, long balance);
}
