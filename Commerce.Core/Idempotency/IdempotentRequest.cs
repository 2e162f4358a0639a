using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Idempotency;

/// <summary>
/// A request under an idempotency key: its claim on the key goes into the commit of what it does, and its answer into the commit of what
/// it tells, so that neither is ever without the other (I13).
/// </summary>
/// <param name="Answer">Puts the outcome into words. It may be called again when a transaction runs again; the last answer counts.</param>
public sealed record IdempotentRequest<TOutcome>(IdempotencyClaim Claim, Func<TOutcome, StoredAnswer> Answer)
{
    /// <summary>The first answer stays: a later one for the same key changes nothing.</summary>
    internal Task KeepAnswerAsync(CommerceDbContext db, TOutcome outcome, CancellationToken ct)
    {
        var answer = Answer(outcome);
        return db.IdempotencyRecords
            .Where(r => r.MemberId == Claim.MemberId && r.Key == Claim.Key && r.AnswerStatus == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.AnswerStatus, answer.Status).SetProperty(r => r.AnswerBody, answer.Body), ct);
    }
}
