using System.Diagnostics;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments;

/// <summary>
/// Finds the open payments whose next look is due and asks the PG about each. Any number of workers share the work: taking a
/// payment moves its next look one lease ahead, so that a worker that dies merely leaves it for later.
/// </summary>
public sealed partial class ReconcilePayments(
    DatabaseTransaction transaction,
    ConfirmPayment confirm,
    RecordFailedLook recordFailed,
    PgBudget budget,
    IOptions<ReconciliationOptions> options,
    TimeProvider time,
    ILogger<ReconcilePayments> logger)
{
    /// <returns>How many payments were looked at; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var due = await transaction.ExecuteAsync(TakeDueAsync, ct);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(due, atOnce, async (payment, token) =>
        {
            await budget.SpendAsync(PgBudget.Look, token);
            await ConfirmAsync(payment, token);
        });
        return due.Count;
    }

    private async Task<IReadOnlyList<DuePayment>> TakeDueAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var due = await db.LockDuePaymentsAsync(now, options.Value.BatchSize, ct);
        if (due.Count == 0)
        {
            return due;
        }

        PollSpan.FoundWork(due.Count);
        var ids = due.ConvertAll(payment => payment.Id);
        var leasedUntil = now + options.Value.Lease;
        await db.Payments.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.NextLookAt, leasedUntil).SetProperty(p => p.LastLookAt, now), ct);
        return due;
    }

    // One payment's trouble is not the others'.
    private async Task ConfirmAsync(DuePayment due, CancellationToken ct)
    {
        using var root = OrderSpans.StartRoot("look up payment", ActivityKind.Internal, due.TraceParent);
        OrderSpans.Tag(due.OrderId, due.Id);
        try
        {
            await TryAsync(due.Id, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            root.Span.Fail(e);
            LogFailed(logger, e, due.Id);
        }
    }

    private async Task TryAsync(long paymentId, CancellationToken ct)
    {
        try
        {
            var payment = await confirm.ExecuteAsync(paymentId, ct);
            LogLooked(logger, payment.OrderId, payment.Id, payment.TransactionKey, payment.Status);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Activity.Current.Fail(e);
            LogFailed(logger, e, paymentId);
            await recordFailed.ExecuteAsync(paymentId, e, ct);
        }
    }

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): looked, {PaymentStatus}")]
    private static partial void LogLooked(
        ILogger logger, long orderId, long paymentId, TransactionKey? transactionKey, PaymentStatus paymentStatus);

    [LoggerMessage(LogLevel.Error, "Payment {PaymentId} could not be looked at; it comes again later")]
    private static partial void LogFailed(ILogger logger, Exception e, long paymentId);
}
