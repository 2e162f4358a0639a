using System.Collections.Concurrent;
using System.Diagnostics;
using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Leases;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Delivery;

/// <summary>
/// Works off the outbox. Any number of workers share it by leases: taking a message moves its next try ahead, so a worker that
/// dies leaves it for later. What is delivered may be delivered twice: a void looks before it acts, and customer service rather
/// hears of a case twice than never. What is not begun any more, because the process was told to end or half of the lease is over, is
/// given back at once.
/// </summary>
public sealed class DeliverOutbox(
    DatabaseTransaction transaction,
    LeaseDueWork lease,
    VoidPayment voidPayment,
    NotifyCase notifyCase,
    RecordDelivery record,
    PaymentGateways gateways,
    GatewayBudget budget,
    IOptions<OutboxOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<DeliverOutbox> logger)
{
    /// <returns>How many messages were tried; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var taken = time.GetTimestamp();
        var due = await lease.ExecuteAsync<long>(
            options.Value.Lease,
            (db, now, token) => db.LockDueMessagesAsync(now, gateways.NotToBeAsked, options.Value.BatchSize, token),
            (db, leased, token) => db.Outbox.Where(m => leased.Work.Contains(m.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, leased.Until), token),
            ct);
        var notBegun = new ConcurrentBag<long>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(due.Work, atOnce, async (message, token) =>
        {
            // What is not begun in the first half of the lease would outlast it.
            if (lease.Ending.IsCancellationRequested || time.GetElapsedTime(taken) >= options.Value.Lease / 2)
            {
                notBegun.Add(message);
                return;
            }

            await DeliverAsync(message, token);
        });
        await lease.GiveBackAsync<long>(
            notBegun,
            (db, ids, now, token) => db.Outbox.Where(m => ids.Contains(m.Id) && m.NextTryAt == due.Until)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, now), token),
            ct);
        return due.Work.Count - notBegun.Count;
    }

    // Each is read by itself: one that cannot be read must not keep the others of its batch waiting.
    private async Task DeliverAsync(long messageId, CancellationToken ct)
    {
        OutboxMessage message;
        try
        {
            message = await transaction.RepeatableAsync(
                (db, token) => db.Outbox.AsNoTracking().SingleAsync(m => m.Id == messageId, token), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (!faults.TryReport(e))
            {
                DeliveryLog.Unread(logger, e, messageId);
            }

            await record.FailUnreadAsync(messageId, e, ct);
            return;
        }

        await DeliverAsync(message, ct);
    }

    // One message's trouble is not the others': it stays leased, and its turn comes again.
    private async Task DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        using var root = OutboxSpan.Start(message);
        try
        {
            var (outcome, failure) = await TryAsync(message, ct);
            await FailurePoint.ReachAsync(FailurePoints.MessageDelivered);
            await (outcome == VoidOutcome.NotAsked
                ? record.GiveBackAsync(message.Id, ct)
                : record.ExecuteAsync(message.Id, outcome == VoidOutcome.Done, failure, ct));
            await FailurePoint.ReachAsync(FailurePoints.MessageMarked);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            root.Span.Fail(e);
            Report(message, e);
        }
    }

    /// <returns>How it went, and the error that it broke off with, if any.</returns>
    private async Task<(VoidOutcome Outcome, Exception? Failure)> TryAsync(OutboxMessage message, CancellationToken ct)
    {
        try
        {
            var outcome = message.Kind switch
            {
                OutboxKind.VoidPayment => await VoidAsync(message.SubjectId, ct),
                OutboxKind.NotifyCase => await notifyCase.ExecuteAsync(message.SubjectId, ct) ? VoidOutcome.Done : VoidOutcome.NotYet,
                _ => throw new ArgumentOutOfRangeException(nameof(message), message.Kind, null),
            };
            return (outcome, null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Activity.Current.Fail(e);
            Report(message, e);
            return (VoidOutcome.NotYet, e);
        }
    }

    private void Report(OutboxMessage message, Exception e)
    {
        if (!faults.TryReport(e))
        {
            DeliveryLog.Failed(logger, e, message.Kind, message.SubjectId);
        }
    }

    private async Task<VoidOutcome> VoidAsync(long paymentId, CancellationToken ct)
    {
        return await budget.SpendAsync(GatewayBudget.Void, lease.Ending, ct)
            ? await voidPayment.ExecuteAsync(paymentId, ct)
            : VoidOutcome.NotAsked;
    }
}
