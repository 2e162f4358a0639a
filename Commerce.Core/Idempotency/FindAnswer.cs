using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Idempotency;

/// <summary>Looks whether a request was made before, and what it was told.</summary>
public sealed class FindAnswer(
    IDbContextFactory<CommerceDbContext> contexts,
    IOptions<IdempotencyOptions> options,
    IdempotencyTelemetry telemetry,
    IDatabaseClock clock)
{
    /// <returns>Null when nobody has used the key.</returns>
    /// <exception cref="CommerceException">
    /// IDEMPOTENCY_002 when the key stands for another request, IDEMPOTENCY_003 when that request is still at work.
    /// </exception>
    public async Task<RecordedAnswer?> ExecuteAsync(IdempotencyClaim claim, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var record = await db.IdempotencyRecords.AsNoTracking()
            .SingleOrDefaultAsync(r => r.MemberId == claim.MemberId && r.Key == claim.Key, ct);
        if (record is null)
        {
            return null;
        }

        if (record.RequestHash != claim.RequestHash)
        {
            telemetry.CountReused();
            throw new CommerceException(ErrorCode.IdempotencyKeyReused);
        }

        if (record.OrderId is { } orderId)
        {
            OrderSpans.Tag(orderId);
        }

        if (record is { AnswerStatus: { } status, AnswerBody: { } body })
        {
            telemetry.CountReplayed();
            return new RecordedAnswer(record.OrderId!.Value, new StoredAnswer(status, body));
        }

        // Nobody works on it for so long: the process that did has ended in between. What it recorded stands.
        if (await clock.NowAsync(db, ct) - record.CreatedAt > options.Value.InFlightLimit)
        {
            telemetry.CountReplayed();
            return new RecordedAnswer(record.OrderId!.Value, Answer: null);
        }

        telemetry.CountInFlight();
        throw new CommerceException(ErrorCode.IdempotencyKeyInFlight) { RetryAfter = TimeSpan.FromSeconds(1) };
    }
}
