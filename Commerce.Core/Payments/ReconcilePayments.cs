using System.Collections.Concurrent;
using System.Diagnostics;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments;

/// <summary>
/// Finds the payments whose next look is due, those first that are not paid, and asks the PG about each. Any number of workers share the work: taking a
/// payment moves its next look one lease ahead, so that a worker that dies merely leaves it for later. A worker that cannot ask a PG
/// takes none of its payments, and gives those back at once that it had taken when it finds out.
/// </summary>
public sealed partial class ReconcilePayments(
    DatabaseTransaction transaction,
    ConfirmPayment confirm,
    RecordFailedLook recordFailed,
    PaymentGateways gateways,
    PgBudget budget,
    IOptions<ReconciliationOptions> options,
    IDatabaseClock clock,
    FaultLog faults,
    ILogger<ReconcilePayments> logger)
{
    /// <returns>How many payments were looked at; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var (due, leasedUntil) = await transaction.ExecuteAsync(TakeDueAsync, ct);
        var notAsked = new ConcurrentBag<long>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(due, atOnce, async (payment, token) =>
        {
            await budget.SpendAsync(PgBudget.Look, token);
            if (!await ConfirmAsync(payment, token))
            {
                notAsked.Add(payment.Id);
            }
        });
        await GiveBackAsync([.. notAsked], leasedUntil, ct);
        return due.Count - notAsked.Count;
    }

    private async Task<(IReadOnlyList<DuePayment> Due, DateTimeOffset LeasedUntil)> TakeDueAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var except = gateways.NotToBeAsked;
        var due = await db.LockDuePaymentsAsync(now, except, paid: false, options.Value.BatchSize, ct);
        if (due.Count < options.Value.BatchSize)
        {
            // However many of these are due, they never keep an order waiting that is still open.
            due.AddRange(await db.LockDuePaymentsAsync(now, except, paid: true, options.Value.BatchSize - due.Count, ct));
        }

        if (due.Count == 0)
        {
            return (due, now);
        }

        PollSpan.FoundWork(due.Count);
        var ids = due.ConvertAll(payment => payment.Id);
        var leasedUntil = now + options.Value.Lease;
        await db.Payments.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.NextLookAt, leasedUntil).SetProperty(p => p.LastLookAt, now), ct);
        return (due, leasedUntil);
    }

    // Due as before, and what somebody else has made of one meanwhile stands.
    private Task GiveBackAsync(IReadOnlyList<long> notAsked, DateTimeOffset leasedUntil, CancellationToken ct) => notAsked.Count == 0
        ? Task.CompletedTask
        : transaction.ExecuteAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                return await db.Payments.Where(p => notAsked.Contains(p.Id) && p.NextLookAt == leasedUntil)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), token);
            },
            ct);

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

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): looked, {PaymentStatus}")]
    private static partial void LogLooked(
        ILogger logger, long orderId, long paymentId, string transactionKey, PaymentStatus paymentStatus);

    [LoggerMessage(LogLevel.Error, "Payment {PaymentId} could not be looked at; it comes again later")]
    private static partial void LogFailed(ILogger logger, Exception e, long paymentId);
}
