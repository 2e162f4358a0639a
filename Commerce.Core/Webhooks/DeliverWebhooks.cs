using System.Collections.Concurrent;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Tells each webhook what it is to be told: writes down what has happened since, and sends what is due. Receivers do not wait for each
/// other, and one whose circuit breaker is open is left alone.
/// </summary>
public sealed class DeliverWebhooks(
    IDbContextFactory<CommerceDbContext> contexts,
    PlanDeliveries plan,
    SendDueMessages send,
    WebhookBreakers breakers,
    IOptions<WebhookOptions> options)
{
    /// <returns>The most that one webhook took; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        if (!await plan.ExecuteAsync(ct))
        {
            return 0;
        }

        var enabled = await EnabledAsync(ct);
        var sent = new ConcurrentBag<int>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.ReceiversAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(enabled.Where(breakers.LetsThrough), atOnce, async (webhook, token) =>
            sent.Add(await send.ExecuteAsync(webhook, token)));
        return sent.DefaultIfEmpty().Max();
    }

    private async Task<List<Webhook>> EnabledAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Webhooks.AsNoTracking().Where(w => w.Enabled).OrderBy(w => w.Id).ToListAsync(ct);
    }
}
