using Commerce.Core.Leases;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>Writes down what came of sending a message.</summary>
public sealed partial class RecordSending(
    DatabaseTransaction transaction,
    IOptions<WebhookOptions> options,
    IDatabaseClock clock,
    WebhookTelemetry telemetry,
    ILogger<RecordSending> logger)
{
    /// <param name="leasedUntil">
    /// When it is somebody else's by now, he says what becomes of it; but that it arrived stands whoever sent it.
    /// </param>
    internal async Task ExecuteAsync(WebhookDelivery message, DateTimeOffset leasedUntil, SentMessage sent, CancellationToken ct)
    {
        var outcome = await transaction.RepeatableAsync((db, token) => RecordAsync(db, message, leasedUntil, sent, token), ct);
        telemetry.Count(outcome);
        if (outcome == SendingOutcome.GivenUp)
        {
            LogGivenUp(logger, message.MessageId, message.WebhookId, message.Tries + 1);
        }
    }

    private async Task<SendingOutcome> RecordAsync(
        CommerceDbContext db, WebhookDelivery message, DateTimeOffset leasedUntil, SentMessage sent, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var outcome = sent.HasArrived ? SendingOutcome.Arrived : now >= message.GiveUpAt ? SendingOutcome.GivenUp : SendingOutcome.Failed;
        DateTimeOffset? next = outcome == SendingOutcome.Failed ? now + GapAfter(message.Tries) : null;
        DateTimeOffset? arrivedAt = outcome == SendingOutcome.Arrived ? now : null;
        DateTimeOffset? givenUpAt = outcome == SendingOutcome.GivenUp ? now : null;
        var own = db.WebhookDeliveries.Where(d => d.Id == message.Id && (d.NextTryAt == leasedUntil || sent.HasArrived));
        var written = await own.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.NextTryAt, next)
                .SetProperty(d => d.Tries, message.Tries + 1)
                .SetProperty(d => d.LastTryAt, now)
                .SetProperty(d => d.LastStatus, sent.Status)
                .SetProperty(d => d.LastFailure, sent.Failure)
                .SetProperty(d => d.DeliveredAt, arrivedAt)
                .SetProperty(d => d.GivenUpAt, givenUpAt),
            ct);
        if (next is not null && written > 0)
        {
            await PutOffLaterOnesAsync(db, message, next.Value, ct);
        }

        return outcome;
    }

    // They wait for it anyway; like this nobody looks at them meanwhile.
    private static Task<int> PutOffLaterOnesAsync(
        CommerceDbContext db, WebhookDelivery message, DateTimeOffset next, CancellationToken ct) => db.WebhookDeliveries
            .Where(d => d.WebhookId == message.WebhookId && d.OrderId != null && d.OrderId == message.OrderId && d.Id > message.Id
                && d.NextTryAt < next)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextTryAt, next), ct);

    private TimeSpan GapAfter(int tries) => new Backoff(options.Value.FirstGap, options.Value.LongestGap).After(tries);

    [LoggerMessage(2552, LogLevel.Error, "Message {MessageId} for webhook {WebhookId} did not arrive in {Tries} tries and is given up")]
    private static partial void LogGivenUp(ILogger logger, string messageId, long webhookId, int tries);
}
