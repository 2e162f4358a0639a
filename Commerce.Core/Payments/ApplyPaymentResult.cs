using Commerce.Core.Coupons;
using Commerce.Core.Orders;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Commerce.Core.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Payments;

/// <summary>
/// Turns what became known about a payment into state: the one path on which stock, order and payment move together.
/// The row lock on the payment makes everyone who learned the same thing wait in line; the first one acts, the others find the
/// payment concluded and leave it alone (I2, I6, I7).
/// </summary>
public sealed partial class ApplyPaymentResult(DatabaseTransaction transaction, TimeProvider time, ILogger<ApplyPaymentResult> logger)
{
    public const string StockShortReason = "재고 부족";

    /// <returns>The payment as it is afterwards, whether this call moved it or an earlier one.</returns>
    public async Task<Payment> ExecuteAsync(long paymentId, PaymentResult result, CancellationToken ct)
    {
        var (payment, order, moved) = await transaction.ExecuteAsync((db, token) => ApplyAsync(db, paymentId, result, token), ct);
        if (moved)
        {
            LogApplied(logger, order.Id, payment.Id, payment.TransactionKey, payment.Status, order.Status);
        }
        else
        {
            LogIgnored(logger, order.Id, payment.Id, payment.TransactionKey, payment.Status, result.GetType().Name);
        }

        return payment;
    }

    private async Task<Applied> ApplyAsync(CommerceDbContext db, long paymentId, PaymentResult result, CancellationToken ct)
    {
        var payment = await db.LockPaymentAsync(paymentId, ct);
        var order = await db.Orders.Include(o => o.Items).SingleAsync(o => o.Id == payment.OrderId, ct);
        if (!payment.IsOpen)
        {
            return new Applied(payment, order, Moved: false);
        }

        var now = time.GetUtcNow();
        await result.Match(
            accepted => Learn(() => payment.LearnKey(accepted.Key, now)),
            succeeded => SucceedAsync(db, payment, order, succeeded, now, ct),
            failed => FailAsync(db, payment, order, failed, now, ct),
            _ => Learn(() => TimeOut(payment, now)));
        return new Applied(payment, order, Moved: true);
    }

    private static Task Learn(Action move)
    {
        move();
        return Task.CompletedTask;
    }

    private static void TimeOut(Payment payment, DateTimeOffset now)
    {
        if (payment.Status == PaymentStatus.Pending)
        {
            payment.TimeOut(now);
        }
    }

    private async Task SucceedAsync(
        CommerceDbContext db, Payment payment, Order order, PaymentResult.Succeeded result, DateTimeOffset now, CancellationToken ct)
    {
        if (await Stock.TakeAsync(db, order.Items, ct))
        {
            payment.Succeed(result.Key, now);
            order.Complete(now);
            return;
        }

        await StockShortAsync(db, payment, order, result, now, ct);
    }

    // Money taken and nothing to sell. The PG's word stands, so the payment is recorded as succeeded and marked for a void.
    private async Task StockShortAsync(
        CommerceDbContext db, Payment payment, Order order, PaymentResult.Succeeded result, DateTimeOffset now, CancellationToken ct)
    {
        if (payment.PaymentMethod == PaymentMethod.Point)
        {
            payment.Fail(StockShortReason, result.Key, now);
        }
        else
        {
            payment.Succeed(result.Key, now);
            db.Outbox.Add(OutboxMessage.VoidOf(payment, StockShortReason, now));
            LogVoidNeeded(logger, order.Id, payment.Id, payment.TransactionKey);
        }

        await EndUnpaidAsync(db, order, StockShortReason, now, ct);
    }

    private static async Task FailAsync(
        CommerceDbContext db, Payment payment, Order order, PaymentResult.Failed result, DateTimeOffset now, CancellationToken ct)
    {
        payment.Fail(result.Reason, result.Key, now);
        await EndUnpaidAsync(db, order, result.Reason, now, ct);
    }

    // Points and coupon go back in the transaction that ends the order, hence exactly once (I8, I9).
    private static async Task EndUnpaidAsync(CommerceDbContext db, Order order, string reason, DateTimeOffset now, CancellationToken ct)
    {
        order.Fail(reason, now);
        await PointLedger.GiveBackAsync(db, order, now, ct);
        await CouponUse.GiveBackAsync(db, order, ct);
    }

    private sealed record Applied(Payment Payment, Order Order, bool Moved);

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): payment {PaymentStatus}, order {OrderStatus}")]
    private static partial void LogApplied(
        ILogger logger, long orderId, long paymentId, TransactionKey? transactionKey, PaymentStatus paymentStatus, OrderStatus orderStatus);

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}, payment {PaymentId} ({TransactionKey}) is {PaymentStatus} already; {Result} ignored")]
    private static partial void LogIgnored(
        ILogger logger, long orderId, long paymentId, TransactionKey? transactionKey, PaymentStatus paymentStatus, string result);

    [LoggerMessage(LogLevel.Error, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): paid but out of stock, to be voided at the PG")]
    private static partial void LogVoidNeeded(ILogger logger, long orderId, long paymentId, TransactionKey? transactionKey);
}
