using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Products;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Checkout;

/// <summary>
/// The buyer came back from the payment window with a key. Everything that can be refused is refused before the gateway hears of it; then
/// the key is committed, and only then is the payment confirmed, over our own amount. Asking again with the same key is asking what became
/// of it.
/// </summary>
public sealed partial class PayOrder(
    DatabaseTransaction transaction,
    IDbContextFactory<CommerceDbContext> contexts,
    PaymentGateways gateways,
    ConfirmAtWindow confirm,
    ApplyPaymentResult apply,
    ExpireCheckouts expire,
    LookupSchedule schedule,
    IDatabaseClock clock,
    ILogger<PayOrder> logger)
{
    /// <param name="key">What the window gave to the browser.</param>
    /// <param name="amount">What the browser says that was agreed to. It is compared and never used.</param>
    /// <returns>The order and the attempt of that key, as they are then.</returns>
    /// <exception cref="CommerceException">
    /// ORDER_001 when the member has no such order; ORDER_003 when it is not paid at a window; PAYMENT_007 when it is paid, or being paid
    /// with another key; PAYMENT_008 when the amount is another; PAYMENT_009 when its time is over; PAYMENT_010 when the key is of another
    /// order. Nothing was sent then.
    /// </exception>
    public async Task<PlacedOrder> ExecuteAsync(MemberId memberId, long orderId, TransactionKey key, long amount, CancellationToken ct)
    {
        var begun = await BeginAsync(memberId, orderId, key, amount, ct);
        if (begun.Refusal is { } refusal)
        {
            throw new CommerceException(refusal);
        }

        var (order, payment) = begun.Placed;
        OrderSpans.Tag(orderId, payment.Id, key.Value);
        if (!begun.IsToBeConfirmed)
        {
            return begun.Placed;
        }

        LogBegun(logger, order.Id, payment.Id, key, payment.Amount);
        await confirm.ExecuteAsync(payment);
        return await ReadAsync(payment.Id);
    }

    private async Task<Begun> BeginAsync(MemberId memberId, long orderId, TransactionKey key, long amount, CancellationToken ct)
    {
        try
        {
            return await transaction.ExecuteAsync((db, token) => DecideAsync(db, memberId, orderId, key, amount, token), ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            throw new CommerceException(ErrorCode.PaymentKeyUnknown); // Another order was quicker with the same key.
        }
    }

    private async Task<Begun> DecideAsync(
        CommerceDbContext db, MemberId memberId, long orderId, TransactionKey key, long amount, CancellationToken ct)
    {
        var latest = await db.LockLatestAsync(memberId, orderId, ct);
        if (latest.Order.PayBy is null || gateways.Of(latest.Payment) is not IWindowGateway gateway)
        {
            throw new CommerceException(ErrorCode.OrderStatusInvalid);
        }

        if (await OfKeyAsync(db, latest, key, ct) is { } known)
        {
            return known.Payment.Amount == amount ? new Begun(known) : throw new CommerceException(ErrorCode.PaymentAmountDiffers);
        }

        if (latest.Payment.IsOpen || latest.Order.Status != OrderStatus.Pending)
        {
            return new Begun(latest, RefusalOf(latest));
        }

        var now = await clock.NowAsync(db, ct);
        if (await expire.WithinAsync(db, latest.Payment, now, ct) || latest.Payment.Status != PaymentStatus.AwaitingBuyer)
        {
            return new Begun(latest, RefusalOfEnded(latest.Payment)); // What has ended is committed, though it is refused.
        }

        if (latest.Payment.Amount != amount)
        {
            throw new CommerceException(ErrorCode.PaymentAmountDiffers);
        }

        if (!await Stock.IsThereAsync(db, latest.Order.Goods(), ct))
        {
            await apply.WithinAsync(db, latest.Payment, new PaymentResult.Failed(FailureCode.OutOfStock, Certain: true), ct);
            return new Begun(latest);
        }

        var claimUntil = ConfirmAtWindow.ClaimUntil(gateway, now);
        latest.Payment.BeginConfirm(key, claimUntil, schedule.First(claimUntil), now);
        return new Begun(latest, IsToBeConfirmed: true);
    }

    // By the gateway's unique key: it is this order's, from now or from an earlier attempt, or another's.
    private static async Task<PlacedOrder?> OfKeyAsync(CommerceDbContext db, PlacedOrder latest, TransactionKey key, CancellationToken ct)
    {
        if (latest.Payment.TransactionKey == key)
        {
            return latest;
        }

        var payment = await db.Payments.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Gateway == latest.Payment.Gateway && p.TransactionKey == key, ct);
        if (payment is null)
        {
            return null;
        }

        return payment.OrderId == latest.Order.Id
            ? latest with { Payment = payment }
            : throw new CommerceException(ErrorCode.PaymentKeyUnknown);
    }

    // An attempt that has no key any more had another order's.
    private static ErrorCode RefusalOfEnded(Payment payment) =>
        payment is { FailureCode: FailureCode.PaymentKeyUnknown, TransactionKey: null }
            ? ErrorCode.PaymentKeyUnknown
            : ErrorCode.CheckoutExpired;

    private static ErrorCode RefusalOf(PlacedOrder latest) => latest.Payment.FailureCode == FailureCode.CheckoutExpired
        ? ErrorCode.CheckoutExpired
        : ErrorCode.PaymentAlreadyProcessed;

    // Who asked may have gone; what came of the money is read all the same.
    private async Task<PlacedOrder> ReadAsync(long paymentId)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId);
        return new PlacedOrder(await db.Orders.AsNoTracking().Include(o => o.Items).SingleAsync(o => o.Id == payment.OrderId), payment);
    }

    [LoggerMessage(2004, LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): {Amount} won are to be confirmed")]
    private static partial void LogBegun(ILogger logger, long orderId, long paymentId, TransactionKey transactionKey, long amount);

    /// <param name="Refusal">What the buyer is told; null: nothing was wrong.</param>
    private sealed record Begun(PlacedOrder Placed, ErrorCode? Refusal = null, bool IsToBeConfirmed = false);
}
