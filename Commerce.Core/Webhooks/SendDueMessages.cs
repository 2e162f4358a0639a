using System.Collections.Concurrent;
using Commerce.Core.Leases;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Sends a webhook what is due. Any number of workers share it by leases, and a worker that dies leaves its messages for later: so one may
/// arrive twice, under the same id. Of an order's messages only the first that waits is taken; the next one's turn comes when it has
/// arrived or was given up.
/// </summary>
public sealed partial class SendDueMessages(
    IDbContextFactory<CommerceDbContext> contexts,
    LeaseDueWork lease,
    SendWebhook send,
    RecordSending record,
    IDatabaseClock clock,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<SendDueMessages> logger)
{
    // What one slow receiver may keep the next round, and with it the others, waiting; its last message comes to its end besides.
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    /// <returns>How many were sent; a full batch means that more may be due.</returns>
    internal async Task<int> ExecuteAsync(Webhook webhook, CancellationToken ct)
    {
        if (!await HasDueAsync(webhook, ct))
        {
            return 0;
        }

        var taken = time.GetTimestamp();
        var due = await lease.ExecuteAsync<long>(
            options.Value.Lease,
            (db, now, token) => db.LockDueDeliveriesAsync(webhook.Id, now, options.Value.BatchSize, token),
            (db, leased, token) => db.WebhookDeliveries.Where(d => leased.Work.Contains(d.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextTryAt, leased.Until), token),
            ct);
        var notSent = new ConcurrentBag<long>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(await ReadAsync(due.Work, ct), atOnce, async (message, token) =>
        {
            var since = time.GetElapsedTime(taken);
            if (lease.Ending.IsCancellationRequested || since >= Round
                || !await SendAsync(webhook, message, due.TakenAt + since, due.Until, token))
            {
                notSent.Add(message.Id);
            }
        });
        await lease.GiveBackAsync<long>(
            notSent,
            (db, ids, now, token) => db.WebhookDeliveries.Where(d => ids.Contains(d.Id) && d.NextTryAt == due.Until)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextTryAt, now), token),
            ct);
        return due.Work.Count - notSent.Count;
    }

    private async Task<bool> HasDueAsync(Webhook webhook, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.HasDueAsync(webhook.Id, await clock.NowAsync(db, ct), ct);
    }

    private async Task<List<WebhookDelivery>> ReadAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.WebhookDeliveries.AsNoTracking().Where(d => ids.Contains(d.Id)).OrderBy(d => d.Id).ToListAsync(ct);
    }

    /// <returns>False when its circuit breaker lets nothing through. One message's trouble is not the others': it stays leased.</returns>
    private async Task<bool> SendAsync(
        Webhook webhook, WebhookDelivery message, DateTimeOffset now, DateTimeOffset leasedUntil, CancellationToken ct)
    {
        try
        {
            if (await TrySendAsync(webhook, message, now, ct) is not { } sent)
            {
                return false;
            }

            await record.ExecuteAsync(message, leasedUntil, sent, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Report(webhook, message, e);
        }

        return true;
    }

    // A fault of our own is a try too, so that it ends with the others (I19).
    private async Task<SentMessage?> TrySendAsync(Webhook webhook, WebhookDelivery message, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await send.ExecuteAsync(webhook, message, now, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Report(webhook, message, e);
            return new SentMessage(Status: null, WebhookFailure.OwnFault);
        }
    }

    private void Report(Webhook webhook, WebhookDelivery message, Exception e)
    {
        if (!faults.TryReport(e))
        {
            LogFailed(logger, e, message.MessageId, webhook.Id);
        }
    }

    [LoggerMessage(2551, LogLevel.Error, "Message {MessageId} for webhook {WebhookId} failed by a fault of our own; it is sent again")]
    private static partial void LogFailed(ILogger logger, Exception e, string messageId, long webhookId);
}
