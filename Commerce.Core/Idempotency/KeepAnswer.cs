using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Idempotency;

/// <summary>Keeps what a client was told, so that it is told the same when it asks again (I13).</summary>
public sealed class KeepAnswer(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <summary>The first answer stays: a later one for the same key changes nothing.</summary>
    public async Task ExecuteAsync(IdempotencyClaim claim, StoredAnswer answer, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.IdempotencyRecords
            .Where(r => r.MemberId == claim.MemberId && r.Key == claim.Key && r.AnswerStatus == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.AnswerStatus, answer.Status).SetProperty(r => r.AnswerBody, answer.Body), ct);
    }
}
