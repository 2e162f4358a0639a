using Commerce.Core.Errors;
using Commerce.Core.Orders;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Payments;

/// <summary>
/// Turns what became known about a payment into state: the one path on which stock, order and payment move together.
/// The row lock on the payment makes everyone who learned the same thing wait in line; the first one acts, the others find it
/// done and leave it alone (I2, I6, I7). What each result entails is in <see cref="PaymentConsequences"/>.
/// </summary>
public sealed partial class ApplyPaymentResult(
    DatabaseTransaction transaction,
    LookSchedule schedule,
    PaymentTelemetry payments,
    OrderTelemetry orders,
    IDatabaseClock clock,
    ILogger<ApplyPaymentResult> logger)
{
    /// <returns>The payment as it is afterwards, whether this call moved it or an earlier one.</returns>
    public async Task<Payment> ExecuteAsync(long paymentId, PaymentResult result, CancellationToken ct)
    {
        using var span = OrderSpans.Start("apply payment result");
        var (payment, order, moved) = await transaction.ExecuteAsync((db, token) => WithinAsync(db, paymentId, result, token), ct);
        OrderSpans.Tag(order.Id, payment.Id, payment.TransactionKey?.Value);
        span?.SetTag(SpanAttributes.PaymentResult, result.GetType().Name)
            .SetTag(SpanAttributes.PaymentMoved, moved)
            .SetTag(SpanAttributes.PaymentStatus, EnumWordColumn<PaymentStatus>.WordOf(payment.Status))
            .SetTag(SpanAttributes.OrderStatus, EnumWordColumn<OrderStatus>.WordOf(order.Status));
        if (moved)
        {
            LogApplied(logger, order.Id, payment.Id, payment.TransactionKey.OrNone(), payment.Status, order.Status);
        }
        else
        {
            LogIgnored(logger, order.Id, payment.Id, payment.TransactionKey.OrNone(), payment.Status, result.GetType().Name);
        }

        return payment;
    }

    /// <summary>What a look found besides the payment itself.</summary>
    internal async Task ExecuteAsync(long paymentId, IEnumerable<PgLookup.Found> duplicates, CancellationToken ct)
    {
        foreach (var duplicate in duplicates)
        {
            await ExecuteAsync(paymentId, new PaymentResult.CapturedTwice(duplicate.Key, duplicate.Amount), ct);
        }
    }

    /// <summary>The same inside the caller's transaction, for whoever learns and decides in one commit.</summary>
    internal async Task<AppliedResult> WithinAsync(CommerceDbContext db, long paymentId, PaymentResult result, CancellationToken ct)
    {
        var payment = await db.LockPaymentAsync(paymentId, ct);
        var order = await db.Orders.Include(o => o.Items).SingleAsync(o => o.Id == payment.OrderId, ct);
        var (paymentWas, orderWas) = (payment.Status, order.Status);
        var consequences = new PaymentConsequences(db, order, payment, schedule, await clock.NowAsync(db, ct));
        var moved = await result.Match(
            consequences.OfAcceptedAsync,
            succeeded => consequences.OfSucceededAsync(succeeded, ct),
            capturedTwice => consequences.OfCapturedTwiceAsync(capturedTwice, ct),
            failed => consequences.OfFailedAsync(failed, ct),
            _ => consequences.OfVoidedAsync(ct),
            _ => consequences.OfTimedOutAsync());
        db.AfterCommit(() => Count(payment, paymentWas, order, orderWas, result));
        return new AppliedResult(payment, order, moved);
    }

    private void Count(Payment payment, PaymentStatus paymentWas, Order order, OrderStatus orderWas, PaymentResult result)
    {
        if (payment.Status != paymentWas)
        {
            payments.CountMove(payment.Status);
            if (!payment.IsOpen && paymentWas is PaymentStatus.Pending or PaymentStatus.Timeout)
            {
                payments.CountEnd(payment.Status, payment.PaymentMethod, payment.UpdatedAt - payment.CreatedAt);
            }
        }

        if (order.Status != orderWas)
        {
            orders.CountEnd(order.Status, (result as PaymentResult.Failed)?.Code ?? ErrorCode.StockShort);
        }
    }

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): payment {PaymentStatus}, order {OrderStatus}")]
    private static partial void LogApplied(
        ILogger logger, long orderId, long paymentId, string transactionKey, PaymentStatus paymentStatus, OrderStatus orderStatus);

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}) is {PaymentStatus} already; {Result} changes nothing")]
    private static partial void LogIgnored(
        ILogger logger, long orderId, long paymentId, string transactionKey, PaymentStatus paymentStatus, string result);
}

/// <param name="Moved">False when the result was known already, and changed nothing.</param>
internal sealed record AppliedResult(Payment Payment, Order Order, bool Moved);
