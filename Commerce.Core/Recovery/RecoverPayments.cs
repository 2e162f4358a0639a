using System.Collections.Concurrent;
using System.Diagnostics;
using Commerce.Core.Gateways;
using Commerce.Core.Leases;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery;

/// <summary>
/// Finds the payments whose next look is due, those first that the PG has not decided, and asks the PG about each. Any number of workers
/// share the work: taking a payment moves its next look one lease ahead, so that a worker that dies merely leaves it for later. A worker
/// that cannot ask a PG takes none of its payments, and gives those back at once that it had taken when it finds out; so does one that was
/// told to end, or comes to a payment when half of its lease is over.
/// </summary>
public sealed partial class RecoverPayments(
    LeaseDueWork lease,
    ConfirmPayment confirm,
    RecordFailedLookup recordFailed,
    PaymentGateways gateways,
    GatewayBudget budget,
    IOptions<RecoveryOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<RecoverPayments> logger)
{
    /// <returns>How many payments were looked at; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var taken = time.GetTimestamp();
        var due = await lease.ExecuteAsync<DuePayment>(options.Value.Lease, LockDueAsync, MoveAheadAsync, ct);
        var notAsked = new ConcurrentBag<long>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(due.Work, atOnce, async (payment, token) =>
        {
            if (!await MayAskAsync(taken, token) || !await ConfirmAsync(payment, token))
            {
                notAsked.Add(payment.Id);
            }
        });
        await lease.GiveBackAsync<long>(
            notAsked,
            (db, ids, now, token) => db.Payments.Where(p => ids.Contains(p.Id) && p.NextLookAt == due.Until)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), token),
            ct);
        return due.Work.Count - notAsked.Count;
    }

    // What waited in line for the budget until its lease ends would be looked at by two.
    private async Task<bool> MayAskAsync(long taken, CancellationToken ct) =>
        await budget.SpendAsync(GatewayBudget.Look, lease.Ending, ct) && time.GetElapsedTime(taken) < options.Value.Lease / 2;

    private async Task<List<DuePayment>> LockDueAsync(CommerceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var except = gateways.NotToBeAsked;
        var due = await db.LockDuePaymentsAsync(now, except, doubted: false, options.Value.BatchSize, ct);
        if (due.Count < options.Value.BatchSize)
        {
            // However many of these are due, they never keep an order waiting that is still open.
            due.AddRange(await db.LockDuePaymentsAsync(now, except, doubted: true, options.Value.BatchSize - due.Count, ct));
        }

        return due;
    }

    private static Task MoveAheadAsync(CommerceDbContext db, Leased<DuePayment> leased, CancellationToken ct)
    {
        var ids = leased.Work.Select(payment => payment.Id).ToList();
        return db.Payments.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.NextLookAt, leased.Until).SetProperty(p => p.LastLookAt, leased.TakenAt), ct);
    }

    // One payment's trouble is not the others'.
    private async Task<bool> ConfirmAsync(DuePayment due, CancellationToken ct)
    {
        using var root = OrderSpans.StartRoot("look up payment", ActivityKind.Internal, due.TraceParent);
        OrderSpans.Tag(due.OrderId, due.Id);
        try
        {
            return await TryAsync(due.Id, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            root.Span.Fail(e);
            Report(due.Id, e);
            return true;
        }
    }

    private void Report(long paymentId, Exception e)
    {
        if (!faults.TryReport(e))
        {
            LogFailed(logger, e, paymentId);
        }
    }

    /// <returns>False when the PG could not be asked.</returns>
    private async Task<bool> TryAsync(long paymentId, CancellationToken ct)
    {
        try
        {
            var (payment, wasAsked) = await confirm.TryAsync(paymentId, ct);
            if (wasAsked)
            {
                LogLooked(logger, payment.OrderId, payment.Id, payment.TransactionKey.OrNone(), payment.Status);
            }

            return wasAsked;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Activity.Current.Fail(e);
            Report(paymentId, e);
            await recordFailed.ExecuteAsync(paymentId, e, ct);
            return true;
        }
    }

    [LoggerMessage(2403, LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): looked, {PaymentStatus}")]
    private static partial void LogLooked(
        ILogger logger, long orderId, long paymentId, string transactionKey, PaymentStatus paymentStatus);

    [LoggerMessage(2404, LogLevel.Error, "Payment {PaymentId} could not be looked at; it comes again later")]
    private static partial void LogFailed(ILogger logger, Exception e, long paymentId);
}
