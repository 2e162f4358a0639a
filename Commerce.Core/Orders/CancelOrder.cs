using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Orders;

/// <summary>
/// The member wants a completed order undone. The wish and the void are one commit; the order reads CANCELLED, and stock,
/// points and coupon are back, when the PG's books say that the money went back (I14). What points paid alone is back in that commit.
/// </summary>
public sealed partial class CancelOrder(DatabaseTransaction transaction, ApplyPaymentResult apply, IDatabaseClock clock, ILogger<CancelOrder> logger)
{
    /// <summary>Asking twice is asking once.</summary>
    /// <param name="claim">The client's name for this intent; null when it gave none.</param>
    /// <exception cref="CommerceException">ORDER_001 when the member has no such order, ORDER_003 when it is not completed.</exception>
    public async Task ExecuteAsync(MemberId memberId, long orderId, IdempotencyClaim? claim, CancellationToken ct)
    {
        var payment = await transaction.ExecuteAsync((db, token) => RequestAsync(db, memberId, orderId, claim, token), ct);
        OrderSpans.Tag(orderId, payment.Id, payment.TransactionKey?.Value);
        LogRequested(logger, orderId, payment.Id);
    }

    private async Task<Payment> RequestAsync(
        CommerceDbContext db, MemberId memberId, long orderId, IdempotencyClaim? claim, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var record = claim is null ? null : await claim.TakeAsync(db, now, ct);
        record?.BelongTo(orderId);
        var paymentId = await db.Payments
            .Where(p => p.OrderId == orderId && !p.IsDuplicate && db.Orders.Any(o => o.Id == orderId && o.MemberId == memberId))
            .OrderByDescending(p => p.Id)
            .Select(p => (long?)p.Id)
            .FirstOrDefaultAsync(ct) ?? throw new CommerceException(ErrorCode.OrderNotFound);
        var payment = await db.LockPaymentAsync(paymentId, ct);
        var order = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
        if (order.Status == OrderStatus.Cancelled)
        {
            return payment;
        }

        var isNew = order.RequestCancel(now);
        if (payment.PaymentMethod == PaymentMethod.Point)
        {
            await apply.WithinAsync(db, payment.Id, new PaymentResult.Voided(), ct); // Points need no PG to come back.
        }
        else if (isNew)
        {
            db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.VoidPayment, payment.Id, now));
        }

        return payment;
    }

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId}: cancel requested by the member")]
    private static partial void LogRequested(ILogger logger, long orderId, long paymentId);
}
