using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Idempotency;

/// <summary>That a member means one request, however often it arrives.</summary>
/// <param name="RequestHash">Tells one request from another under the same key; never made from a whole card number.</param>
public sealed record IdempotencyClaim(MemberId MemberId, IdempotencyKey Key, string RequestHash)
{
    /// <param name="request">What is asked for, with everything that makes it different from another request.</param>
    public static IdempotencyClaim On(MemberId memberId, IdempotencyKey key, string request) =>
        new(memberId, key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request))));

    /// <summary>
    /// A key of ours for a request that came without one: its row shows whether the transaction took place that took it. Nobody else knows
    /// the key, and no answer is kept under it.
    /// </summary>
    internal static IdempotencyClaim OfOurs(MemberId memberId) =>
        new(memberId, IdempotencyKey.Stored($"commit-{Guid.NewGuid():N}"), string.Empty);

    /// <summary>
    /// The order for which the key was taken at that time; null when it was not. A transaction that may still be about to take it is waited
    /// for.
    /// </summary>
    internal async Task<long?> FindOrderAsync(CommerceDbContext db, DateTimeOffset takenAt, CancellationToken ct)
    {
        var records = await db.IdempotencyRecords.FromSql(
            $"SELECT * FROM idempotency_keys WHERE member_id = {MemberId.Value} AND `key` = {Key.Value} FOR UPDATE").ToListAsync(ct);
        return records is [var record] && record.CreatedAt == takenAt && record.RequestHash == RequestHash ? record.OrderId : null;
    }

    /// <summary>
    /// Takes the key inside the caller's transaction, before anything else: who comes second waits here until the first has
    /// committed, and then learns that the key is taken (I13).
    /// </summary>
    /// <exception cref="CommerceException">IDEMPOTENCY_003 when another request holds the key.</exception>
    internal async Task<IdempotencyRecord> TakeAsync(CommerceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var record = new IdempotencyRecord { MemberId = MemberId, Key = Key, RequestHash = RequestHash, CreatedAt = now };
        db.IdempotencyRecords.Add(record);
        try
        {
            await db.SaveChangesAsync(ct);
            return record;
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            throw new CommerceException(ErrorCode.IdempotencyKeyInFlight) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }
}
