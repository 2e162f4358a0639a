using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Checkout;

/// <summary>
/// The member wants a completed order undone. The wish and the void are one commit; the order reads CANCELLED, and stock,
/// points and coupon are back, when the PG's books say that the money went back (I14). What points paid alone is back in that commit.
/// </summary>
public sealed partial class CancelOrder(
    DatabaseTransaction transaction, ApplyPaymentResult apply, IDatabaseClock clock, ILogger<CancelOrder> logger)
{
    /// <summary>Asking twice is asking once.</summary>
    /// <param name="idempotency">The client's name for this intent; null when it gave none.</param>
    /// <returns>The order as it is then.</returns>
    /// <exception cref="CommerceException">ORDER_001 when the member has no such order, ORDER_003 when it is not completed.</exception>
    public async Task<PlacedOrder> ExecuteAsync(
        MemberId memberId, long orderId, IdempotentRequest<PlacedOrder>? idempotency, CancellationToken ct)
    {
        var asked = await transaction.RepeatableAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                var claimed = idempotency is null ? null : await idempotency.Claim.TakeAsync(db, now, token);
                claimed?.BelongTo(orderId);
                var requested = await RequestAsync(db, memberId, orderId, now, token);
                await db.SaveChangesAsync(token);
                await (idempotency?.KeepAnswerAsync(db, requested, token) ?? Task.CompletedTask);
                await FailurePoint.ReachAsync(FailurePoints.CancelBeforeCommit);
                return requested;
            },
            ct);
        await FailurePoint.ReachAsync(FailurePoints.CancelCommitted);
        OrderSpans.Tag(orderId, asked.Payment.Id, asked.Payment.TransactionKey?.Value);
        LogRequested(logger, orderId, asked.Payment.Id);
        return asked;
    }

    private async Task<PlacedOrder> RequestAsync(
        CommerceDbContext db, MemberId memberId, long orderId, DateTimeOffset now, CancellationToken ct)
    {
        var paymentId = await db.Payments
            .Where(p => p.OrderId == orderId && !p.IsDuplicate && db.Orders.Any(o => o.Id == orderId && o.MemberId == memberId))
            .OrderByDescending(p => p.Id)
            .Select(p => (long?)p.Id)
            .FirstOrDefaultAsync(ct) ?? throw new CommerceException(ErrorCode.OrderNotFound);
        var payment = await db.LockPaymentAsync(paymentId, ct);
        var order = await db.Orders.Include(o => o.Items).SingleAsync(o => o.Id == orderId, ct);
        if (order.Status == OrderStatus.Cancelled)
        {
            return new PlacedOrder(order, payment);
        }

        var isNew = order.RequestCancel(now);
        if (payment.PaymentMethod == PaymentMethod.Point)
        {
            await apply.WithinAsync(db, payment, new PaymentResult.Voided(), ct); // Points need no PG to come back.
        }
        else if (isNew)
        {
            db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.VoidPayment, payment.Id, now));
        }

        return new PlacedOrder(order, payment);
    }

    [LoggerMessage(2001, LogLevel.Information, "Order {OrderId}, payment {PaymentId}: cancel requested by the member")]
    private static partial void LogRequested(ILogger logger, long orderId, long paymentId);
}
