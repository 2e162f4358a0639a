using Commerce.Core.Errors;
using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Webhooks;

/// <summary>Lists what was sent to a webhook, or is to be, newest first.</summary>
public sealed class ListDeliveries(FindWebhook find, IDbContextFactory<CommerceDbContext> contexts)
{
    private static readonly ListOrder<WebhookDelivery> NewestFirst = new(
        "webhook deliveries",
        list => list.OrderByDescending(e => e.Id),
        (list, last) => list.Where(e => e.Id < last.Id),
        e => new Position(0, e.Id));

    /// <exception cref="CommerceException">WEBHOOK_001.</exception>
    public async Task<Page<WebhookDelivery>> ExecuteAsync(long webhookId, PageRequest page, CancellationToken ct)
    {
        await find.ExecuteAsync(webhookId, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.WebhookDeliveries.AsNoTracking().Where(d => d.WebhookId == webhookId).ReadPageAsync(page, NewestFirst, ct);
    }
}
