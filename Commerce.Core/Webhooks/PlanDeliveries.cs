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

    /// <returns>Whether there are webhooks at all that are enabled; without any the log is not looked at.</returns>
    public async Task<bool> ExecuteAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var enabled = await db.Webhooks.Where(w => w.Enabled)
            .OrderBy(w => w.Id)
            .Select(w => new { w.Id, w.PlannedThrough })
            .ToListAsync(ct);
        if (enabled.Count == 0)
        {
            return false;
        }

        await number.ExecuteAsync(ct);
        var last = await db.LastPositionAsync(ct);
        foreach (var behind in enabled.Where(webhook => webhook.PlannedThrough < last))
        {
            while (await transaction.RepeatableAsync((own, token) => PlanAsync(own, behind.Id, token), ct) == Most)
            {
            }
        }

        return true;
    }

    /// <returns>How many events were looked at.</returns>
    private async Task<int> PlanAsync(CommerceDbContext db, long webhookId, CancellationToken ct)
    {
        var found = await db.Webhooks.FromSql($"SELECT * FROM webhooks WHERE id = {webhookId} AND enabled FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        if (found is not [var webhook] || await db.EventsAfterAsync(webhook.PlannedThrough, Most, ct) is not { Count: > 0 } happened)
        {
            return 0; // It is another worker's just now, or there is nothing.
        }

        PollSpan.FoundWork(happened.Count);
        var now = await clock.NowAsync(db, ct);
        webhook.PlannedThrough = happened[^1].Position!.Value;
        db.WebhookDeliveries.AddRange(happened.Where(e => webhook.Wants(e.Type)).Select(e => new WebhookDelivery
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
