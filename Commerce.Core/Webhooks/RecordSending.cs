using Commerce.Core.Leases;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>Reads a message before it is sent, and writes down what came of it.</summary>
public sealed partial class RecordSending(
    DatabaseTransaction transaction, IOptions<WebhookOptions> options, IDatabaseClock clock, ILogger<RecordSending> logger)
{
    internal Task<(Webhook? Webhook, WebhookDelivery? Message, DateTimeOffset Now)> BeginAsync(long id, CancellationToken ct) =>
        transaction.ExecuteAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                var message = await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, token);
                var webhook = message is null
                    ? null
                    : await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(w => w.Id == message.WebhookId, token);
                return (webhook, message, now);
            },
            ct);

    /// <param name="leasedUntil">Whoever has it now, if it is somebody else, says himself what becomes of it; that it arrived stands.</param>
    internal async Task EndAsync(WebhookDelivery message, DateTimeOffset leasedUntil, SentMessage sent, CancellationToken ct)
    {
        var givenUp = await transaction.ExecuteAsync((db, token) => EndAsync(db, message, leasedUntil, sent, token), ct);
        if (givenUp)
        {
            LogGivenUp(logger, message.MessageId, message.WebhookId, message.Tries + 1);
        }
    }

    /// <returns>Whether it was given up.</returns>
    private async Task<bool> EndAsync(
        CommerceDbContext db, WebhookDelivery message, DateTimeOffset leasedUntil, SentMessage sent, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var mine = db.WebhookDeliveries.Where(d => d.Id == message.Id && (d.NextTryAt == leasedUntil || sent.HasArrived));
        if (!sent.WasSent && now < message.GiveUpAt)
        {
            var again = now + options.Value.BreakerOpens;
            await mine.ExecuteUpdateAsync(set => set.SetProperty(d => d.NextTryAt, again).SetProperty(d => d.LastError, sent.Error), ct);
            return false;
        }

        DateTimeOffset? arrived = sent.HasArrived ? now : null;
        DateTimeOffset? givenUp = !sent.HasArrived && now >= message.GiveUpAt ? now : null;
        DateTimeOffset? next = arrived is null && givenUp is null ? now + GapAfter(message.Tries) : null;
        var changed = await mine.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.NextTryAt, next)
                .SetProperty(d => d.Tries, d => d.Tries + 1)
                .SetProperty(d => d.LastTryAt, now)
                .SetProperty(d => d.LastStatus, sent.Status)
                .SetProperty(d => d.LastError, sent.Error)
                .SetProperty(d => d.DeliveredAt, arrived)
                .SetProperty(d => d.GivenUpAt, givenUp),
            ct);
        return changed > 0 && givenUp is not null;
    }

    private TimeSpan GapAfter(int tries) => new Backoff(options.Value.FirstGap, options.Value.LongestGap).After(tries);

    [LoggerMessage(2552, LogLevel.Error, "Message {MessageId} for webhook {WebhookId} did not arrive in {Tries} tries and is given up")]
    private static partial void LogGivenUp(ILogger logger, string messageId, long webhookId, int tries);
}
