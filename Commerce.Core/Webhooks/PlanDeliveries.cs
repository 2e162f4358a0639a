using Commerce.Core.Events;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Writes down what each webhook is to be told of: for the events since the last time a message each, and how far it has come, in one
/// commit. Several workers take different webhooks.
/// </summary>
public sealed class PlanDeliveries(
    DatabaseTransaction transaction,
    NumberEvents number,
    IDbContextFactory<CommerceDbContext> contexts,
    IOptions<WebhookOptions> options,
    IDatabaseClock clock)
{
    private const int Most = 200;

    public async Task ExecuteAsync(CancellationToken ct)
    {
        await number.ExecuteAsync(ct);
        List<long> behind;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            var last = await db.LastPositionAsync(ct);
            behind = await db.Webhooks.Where(w => w.PlannedThrough < last).OrderBy(w => w.Id).Select(w => w.Id).ToListAsync(ct);
        }

        foreach (var webhookId in behind)
        {
            while (await transaction.ExecuteAsync((db, token) => PlanAsync(db, webhookId, token), ct) == Most)
            {
            }
        }
    }

    /// <returns>How many events were looked at.</returns>
    private async Task<int> PlanAsync(CommerceDbContext db, long webhookId, CancellationToken ct)
    {
        var webhook = await db.Webhooks.FromSql($"SELECT * FROM webhooks WHERE id = {webhookId} FOR UPDATE SKIP LOCKED")
            .SingleOrDefaultAsync(ct);
        if (webhook is null || await db.EventsAfterAsync(webhook.PlannedThrough, Most, ct) is not { Count: > 0 } happened)
        {
            return 0; // It is another worker's just now, or there is nothing.
        }

        PollSpan.FoundWork(happened.Count);
        var now = await clock.NowAsync(db, ct);
        webhook.PlannedThrough = happened[^1].Position!.Value;
        db.WebhookDeliveries.AddRange(happened.Where(e => webhook.Enabled && webhook.Wants(e.Type)).Select(e => new WebhookDelivery
        {
            WebhookId = webhookId,
            MessageId = WebhookMessage.IdOf(e),
            OrderId = e.OrderId,
            Type = EventTypeName.Of(e.Type),
            Body = WebhookMessage.BodyOf(e),
            CreatedAt = now,
            GiveUpAt = now + options.Value.GiveUpAfter,
            NextTryAt = now,
        }));
        return happened.Count;
    }
}
