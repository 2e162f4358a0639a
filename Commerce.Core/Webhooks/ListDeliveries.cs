using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Lists what was sent to a webhook, or is to be, newest first. It is not counted: a webhook may have millions.
/// </summary>
public sealed class ListDeliveries(FindWebhook find, IDbContextFactory<CommerceDbContext> contexts)
{
    public const int MostAtOnce = 100;

    /// <param name="before">The last one that the reader has; null: from the newest.</param>
    /// <exception cref="CommerceException">400 for a limit that is none, WEBHOOK_001.</exception>
    public async Task<IReadOnlyList<WebhookDelivery>> ExecuteAsync(long webhookId, long? before, int limit, CancellationToken ct)
    {
        var fields = new FieldChecks();
        fields.Read(() => limit is >= 1 and <= MostAtOnce
            ? limit
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.EventLimitOutOfRange, MostAtOnce) { Field = "limit" });
        fields.Read(() => before is null or > 0
            ? before
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "before") { Field = "before" });
        fields.ThrowIfAny();

        await find.ExecuteAsync(webhookId, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var last = before ?? long.MaxValue;
        // Left to itself the server goes through the messages of all webhooks from the newest, and finds those of a quiet one last.
        return await db.WebhookDeliveries.FromSql(
            $"""
            SELECT * FROM webhook_deliveries FORCE INDEX (ix_webhook_deliveries_webhook_id)
            WHERE webhook_id = {webhookId} AND id < {last} ORDER BY id DESC LIMIT {limit}
            """)
            .AsNoTracking()
            .ToListAsync(ct);
    }
}
