using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Checkout;

/// <summary>
/// The buyer wants to pay an order whose attempt has failed, with another card perhaps. Points and coupon are taken still. An attempt that
/// waits for the buyer is given once more; one that may have taken the money is never stepped over (I1).
/// </summary>
public sealed partial class RenewCheckout(
    DatabaseTransaction transaction,
    BeginAttempt begin,
    ExpireCheckouts expire,
    PaymentTelemetry telemetry,
    IOptions<CheckoutOptions> options,
    IDatabaseClock clock,
    ILogger<RenewCheckout> logger)
{
    /// <returns>The order with an attempt that waits for its buyer.</returns>
    /// <exception cref="CommerceException">
    /// ORDER_001 when the member has no such order, ORDER_003 when it is not paid at a window or has ended, PAYMENT_007 while a payment is
    /// open, PAYMENT_009 when its time is over, 429 after too many attempts.
    /// </exception>
    public async Task<PlacedOrder> ExecuteAsync(MemberId memberId, long orderId, CancellationToken ct)
    {
        var renewed = await transaction.ExecuteAsync((db, token) => RenewAsync(db, memberId, orderId, token), ct);
        if (renewed.Payment.Status != PaymentStatus.AwaitingBuyer)
        {
            throw new CommerceException(ErrorCode.CheckoutExpired); // That it has ended is committed.
        }

        OrderSpans.Tag(orderId, renewed.Payment.Id);
        return renewed;
    }

    private async Task<PlacedOrder> RenewAsync(CommerceDbContext db, MemberId memberId, long orderId, CancellationToken ct)
    {
        var latest = await db.LockLatestAsync(memberId, orderId, ct);
        var (order, payment) = latest;
        if (order.PayBy is not { } payBy || order.Status != OrderStatus.Pending)
        {
            throw new CommerceException(ErrorCode.OrderStatusInvalid);
        }

        if (payment.IsOpen)
        {
            throw new CommerceException(ErrorCode.PaymentAlreadyProcessed);
        }

        var now = await clock.NowAsync(db, ct);
        await expire.WithinAsync(db, payment, now, ct);
        if (payment.Status == PaymentStatus.AwaitingBuyer || payBy <= now)
        {
            return latest;
        }

        if (await db.Payments.CountAsync(p => p.OrderId == orderId && !p.IsDuplicate, ct) >= options.Value.MostAttempts)
        {
            throw new CommerceException(ErrorCode.TooManyRequests);
        }

        // The row of the attempt before has to leave the order's one place for a live payment first.
        await db.SaveChangesAsync(ct);
        var next = begin.Of(order, payment.Gateway!, now);
        db.Payments.Add(next);
        await db.SaveChangesAsync(ct);
        db.AfterCommit(() =>
        {
            telemetry.CountMove(next.Status);
            LogRenewed(logger, order.Id, next.Id);
        });
        return latest with { Payment = next };
    }

    [LoggerMessage(2005, LogLevel.Information, "Order {OrderId}, payment {PaymentId}: another attempt to pay, it waits for its buyer")]
    private static partial void LogRenewed(ILogger logger, long orderId, long paymentId);
}
