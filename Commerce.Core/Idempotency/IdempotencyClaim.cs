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
            throw new CommerceException(ErrorCode.IdempotencyKeyInFlight);
        }
    }
}
