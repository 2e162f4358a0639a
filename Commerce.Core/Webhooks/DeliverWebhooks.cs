using System.Collections.Concurrent;
using Commerce.Core.Leases;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Sends what is due. Any number of workers share it by leases, and a worker that dies leaves its messages for later: so one may arrive
/// twice, under the same id. Of an order's messages to one webhook only the first that waits is sent; the next one is due when it has
/// arrived or was given up.
/// </summary>
public sealed partial class DeliverWebhooks(
    DatabaseTransaction transaction,
    PlanDeliveries plan,
    LeaseDueWork lease,
    SendWebhook send,
    RecordSending record,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<DeliverWebhooks> logger)
{
    /// <returns>How many were tried; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        await plan.ExecuteAsync(ct);
        var taken = time.GetTimestamp();
        var due = await lease.ExecuteAsync<long>(
            options.Value.Lease,
            (db, now, token) => db.LockDueDeliveriesAsync(now, options.Value.BatchSize, token),
            (db, leased, token) => db.WebhookDeliveries.Where(d => leased.Work.Contains(d.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextTryAt, leased.Until), token),
            ct);
        var notBegun = new ConcurrentBag<long>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(due.Work, atOnce, async (id, token) =>
        {
            // What is not begun in the first half of the lease might outlast it, and another worker would send the next one first.
            if (lease.Ending.IsCancellationRequested || time.GetElapsedTime(taken) >= options.Value.Lease / 2)
            {
                notBegun.Add(id);
                return;
            }

            await DeliverAsync(id, due.Until, token);
        });
        await lease.GiveBackAsync<long>(
            notBegun,
            (db, ids, now, token) => db.WebhookDeliveries.Where(d => ids.Contains(d.Id) && d.NextTryAt == due.Until)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextTryAt, now), token),
            ct);
        return due.Work.Count - notBegun.Count;
    }

    // One message's trouble is not the others': it stays leased, and its turn comes again.
    private async Task DeliverAsync(long id, DateTimeOffset leasedUntil, CancellationToken ct)
    {
        try
        {
            var (webhook, message, now) = await record.BeginAsync(id, ct);
            if (webhook is null || message is null)
            {
                return; // It was deleted meanwhile.
            }

            await record.EndAsync(message, leasedUntil, await send.ExecuteAsync(webhook, message, now, ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (!faults.TryReport(e))
            {
                LogFailed(logger, e, id);
            }
        }
    }

    [LoggerMessage(2551, LogLevel.Error, "Message {DeliveryId} of a webhook could not be handled; it comes again when its lease ends")]
    private static partial void LogFailed(ILogger logger, Exception e, long deliveryId);
}
