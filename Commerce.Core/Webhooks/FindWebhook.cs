using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Webhooks;

/// <summary>Reads one webhook, or all of them.</summary>
public sealed class FindWebhook(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">WEBHOOK_001.</exception>
    public async Task<Webhook> ExecuteAsync(long id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct)
            ?? throw new CommerceException(ErrorCode.WebhookNotFound);
    }

    /// <summary>They are few (<see cref="CreateWebhook.Most"/>).</summary>
    public async Task<IReadOnlyList<Webhook>> ExecuteAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Webhooks.AsNoTracking().OrderBy(w => w.Id).ToListAsync(ct);
    }
}
