using Commerce.Core.Gateways;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Turns what became known about a payment into state: the one path on which stock, order and payment move together.
/// The row lock on the payment makes everyone who learned the same thing wait in line; the first one acts, the others find it
/// done and leave it alone (I2, I6, I7). What each result entails is in <see cref="PaymentConsequences"/>.
/// </summary>
public sealed partial class ApplyPaymentResult(
    DatabaseTransaction transaction,
    LookupSchedule schedule,
    PaymentTelemetry payments,
    OrderTelemetry orders,
    IDatabaseClock clock,
    ILogger<ApplyPaymentResult> logger)
{
    private readonly Func<CommerceDbContext, long, CancellationToken, Task<Order>> _orderOf = EF.CompileAsyncQuery(
        (CommerceDbContext db, long orderId, CancellationToken _) => db.Orders.Include(o => o.Items).Single(o => o.Id == orderId));

    /// <returns>The payment as it is afterwards, whether this call moved it or an earlier one.</returns>
    public async Task<Payment> ExecuteAsync(long paymentId, PaymentResult result, CancellationToken ct) =>
        (await ExecuteAsync(paymentId, result, alongside: null, ct)).Payment;

    /// <param name="alongside">What is written in the same commit, of what is so afterwards.</param>
    internal async Task<AppliedResult> ExecuteAsync(
        long paymentId, PaymentResult result, AlongsideApply? alongside, CancellationToken ct)
    {
        var committed = await transaction.RepeatableAsync( // The payment's row says whether it was applied.
            async (db, token) =>
            {
                var applied = await WithinAsync(db, await db.LockPaymentAsync(paymentId, token), result, token);
                await (alongside?.Invoke(db, applied, token) ?? Task.CompletedTask);
                return applied;
            },
            ct);
        await FailurePoint.ReachAsync(FailurePoints.ResultCommitted);
        return committed;
    }

    /// <summary>What a look found besides the payment itself.</summary>
    internal async Task ExecuteAsync(long paymentId, IEnumerable<GatewayLookup.Found> duplicates, CancellationToken ct)
    {
        foreach (var duplicate in duplicates)
        {
            await ExecuteAsync(paymentId, new PaymentResult.CapturedTwice(duplicate.Key, duplicate.Amount), ct);
        }
    }

    /// <summary>
    /// The same inside the caller's transaction, which holds the payment's row: for whoever learns and decides in one commit.
    /// </summary>
    internal async Task<AppliedResult> WithinAsync(CommerceDbContext db, Payment payment, PaymentResult result, CancellationToken ct)
    {
        using var span = OrderSpans.Start("apply payment result");
        var order = await _orderOf(db, payment.OrderId, ct);
        var (paymentWas, orderWas) = (payment.Status, order.Status);
        var now = await clock.NowAsync(db, ct);
        var consequences = new PaymentConsequences(db, order, payment, schedule, now);
        var moved = await result.Match(
            consequences.OfAcceptedAsync,
            succeeded => consequences.OfSucceededAsync(succeeded, ct),
            capturedTwice => consequences.OfCapturedTwiceAsync(capturedTwice, ct),
            failed => consequences.OfFailedAsync(failed, ct),
            _ => consequences.OfVoidedAsync(ct),
            _ => consequences.OfTimedOutAsync());
        RecordEvents.OfPayment(db, payment, paymentWas, now);
        RecordEvents.OfOrder(db, order, orderWas, now);
        await FailurePoint.ReachAsync(FailurePoints.ResultBeforeCommit);
        OrderSpans.Tag(order.Id, payment.Id, payment.TransactionKey?.Value);
        span?.SetTag(SpanAttributes.PaymentResult, result.GetType().Name)
            .SetTag(SpanAttributes.PaymentMoved, moved)
            .SetTag(SpanAttributes.PaymentStatus, EnumNameColumn<PaymentStatus>.NameOf(payment.Status))
            .SetTag(SpanAttributes.OrderStatus, EnumNameColumn<OrderStatus>.NameOf(order.Status));
        var applied = new AppliedResult(payment, order, moved);
        db.AfterCommit(() =>
        {
            Count(payment, paymentWas, order, orderWas);
            Log(applied, result);
        });
        return applied;
    }

    /// <summary>
    /// Ends an order that waits for another attempt to pay and whose time for that is over. The caller's transaction holds the row of the
    /// latest attempt, which has failed: who makes another one holds it too.
    /// </summary>
    /// <returns>False when it is not so.</returns>
    internal async Task<bool> EndUnpaidOrderAsync(CommerceDbContext db, Payment latest, CancellationToken ct)
    {
        var order = await _orderOf(db, latest.OrderId, ct);
        var (orderWas, now) = (order.Status, await clock.NowAsync(db, ct));
        var ended = await new PaymentConsequences(db, order, latest, schedule, now).OfTimeOverAsync(ct);
        RecordEvents.OfOrder(db, order, orderWas, now);
        if (ended)
        {
            db.AfterCommit(() => orders.CountEnd(order.Status, order.FailureCode));
        }

        return ended;
    }

    private void Log(AppliedResult applied, PaymentResult result)
    {
        var (payment, order, moved) = applied;
        if (!moved)
        {
            LogIgnored(logger, order.Id, payment.Id, payment.TransactionKey.OrNone(), payment.Status, result.GetType().Name);
            return;
        }

        LogApplied(logger, order.Id, payment.Id, payment.TransactionKey.OrNone(), payment.Status, order.Status);
        if (payment is { Status: PaymentStatus.Failed, FailureCode: { } code })
        {
            LogFailed(logger, order.Id, payment.Id, code, payment.FailureDetail ?? "nothing was said");
        }
    }

    private void Count(Payment payment, PaymentStatus paymentWas, Order order, OrderStatus orderWas)
    {
        if (payment.Status != paymentWas)
        {
            payments.CountMove(payment.Status);
            if (!payment.IsOpen && paymentWas is PaymentStatus.AwaitingBuyer or PaymentStatus.Pending or PaymentStatus.Timeout)
            {
                payments.CountEnd(payment.Status, payment.PaymentMethod, payment.UpdatedAt - payment.CreatedAt);
            }
        }

        if (order.Status != orderWas)
        {
            orders.CountEnd(order.Status, order.FailureCode);
        }
    }

    [LoggerMessage(
        2102,
        LogLevel.Information,
        "Order {OrderId}, payment {PaymentId} ({TransactionKey}): payment {PaymentStatus}, order {OrderStatus}")]
    private static partial void LogApplied(
        ILogger logger, long orderId, long paymentId, string transactionKey, PaymentStatus paymentStatus, OrderStatus orderStatus);

    [LoggerMessage(2103, LogLevel.Information, "Order {OrderId}, payment {PaymentId} failed as {FailureCode}: {FailureDetail}")]
    private static partial void LogFailed(ILogger logger, long orderId, long paymentId, FailureCode failureCode, string failureDetail);

    [LoggerMessage(
        2104,
        LogLevel.Information,
        "Order {OrderId}, payment {PaymentId} ({TransactionKey}) is {PaymentStatus} already; {Result} changes nothing")]
    private static partial void LogIgnored(
        ILogger logger, long orderId, long paymentId, string transactionKey, PaymentStatus paymentStatus, string result);
}
