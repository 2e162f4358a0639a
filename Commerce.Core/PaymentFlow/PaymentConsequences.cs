using Commerce.Core.Coupons;
using Commerce.Core.CustomerService;
using Commerce.Core.Journal;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Commerce.Core.Products;
using Commerce.Core.Recovery.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// What a payment result entails, inside the transaction that holds the payment's row. Each method returns whether it moved
/// anything: a result that says what is already so moves nothing.
/// </summary>
internal sealed partial class PaymentConsequences(
    CommerceDbContext db, Order order, Payment payment, LookupSchedule schedule, DateTimeOffset now)
{
    private static readonly TimeSpan UncertaintyLook = TimeSpan.FromSeconds(10);

    public Task<bool> OfAcceptedAsync(PaymentResult.Accepted result)
    {
        if (payment.IsOpen)
        {
            payment.LearnKey(result.Key, now);
        }

        return Task.FromResult(payment.IsOpen);
    }

    public Task<bool> OfTimedOutAsync()
    {
        var waiting = payment.Status == PaymentStatus.Pending;
        if (waiting)
        {
            payment.TimeOut(now);
        }

        return Task.FromResult(waiting);
    }

    public async Task<bool> OfFailedAsync(PaymentResult.Failed result, CancellationToken ct)
    {
        if (!payment.IsOpen && payment.Status != PaymentStatus.AwaitingBuyer)
        {
            if (result.Certain && payment.Status == PaymentStatus.Failed)
            {
                await ConfirmFailureAsync(result, ct);
            }

            return false;
        }

        payment.Fail(result, result.Certain ? LookAfter(result) : now + UncertaintyLook, now);
        await Cases.ResolveAsync(db, payment, now, ct);
        await (EndsTheOrder(result.Code) ? EndUnpaidAsync(result.Code, ct) : Task.CompletedTask);
        return true;
    }

    /// <summary>The order's time for paying is over, and the attempt at hand is its latest.</summary>
    public async Task<bool> OfTimeOverAsync(CancellationToken ct)
    {
        var isOver = order.Status == OrderStatus.Pending && order.PayBy <= now
            && payment.Status is PaymentStatus.Failed or PaymentStatus.Cancelled
            && !await db.Payments.AnyAsync(p => p.OrderId == order.Id && p.Id > payment.Id && !p.IsDuplicate, ct);
        await (isOver ? EndUnpaidAsync(payment.FailureCode ?? FailureCode.CheckoutExpired, ct) : Task.CompletedTask);
        return isOver;
    }

    // At a payment window the buyer may try again, with another card, for as long as the order waits. Points and coupon wait with it.
    private bool EndsTheOrder(FailureCode code) => !(order.PayBy > now) || code == FailureCode.OutOfStock;

    // The PG's word is about one transaction, and it may have another of the order. What was never sent is in none.
    private DateTimeOffset? LookAfter(PaymentResult.Failed result) => result.Key is null ? null : schedule.AfterFailure(now);

    public async Task<bool> OfSucceededAsync(PaymentResult.Succeeded result, CancellationToken ct)
    {
        if (!payment.IsOpen)
        {
            return await LateCaptureAsync(result, ct);
        }

        var inStock = await Stock.TakeAsync(db, order.Goods(), ct);
        if (payment.PaymentMethod == PaymentMethod.Point && !inStock)
        {
            payment.Fail(new PaymentResult.Failed(FailureCode.OutOfStock, Certain: true), lookAgainAt: null, now);
            await EndUnpaidAsync(FailureCode.OutOfStock, ct);
            return true;
        }

        payment.Succeed(result.Key, payment.PaymentMethod != PaymentMethod.Point ? schedule.AfterSuccess(now) : null, now);
        await Cases.ResolveAsync(db, payment, now, ct);
        PostCapture();
        if (inStock)
        {
            order.Complete(now);
            JournalPosting.Sold(db, order.Id, order.FinalAmount, order.Goods(), now);
            return true;
        }

        // Money taken and nothing to sell: the PG's word stands, so the payment is a success, and its void is under way.
        await EndUnpaidAsync(FailureCode.OutOfStock, ct);
        await GiveMoneyBackAsync(CaseReason.StockShort, "The payment succeeded when the stock was gone. The money goes back.", ct);
        return true;
    }

    /// <summary>The PG took money for the order once more; the order itself does not move.</summary>
    public Task<bool> OfCapturedTwiceAsync(PaymentResult.CapturedTwice result, CancellationToken ct) =>
        DuplicateCapture.RecordAsync(db, payment, result, now, ct);

    /// <summary>The PG's books say that the money went back: the end of a void, whatever it was for.</summary>
    public async Task<bool> OfVoidedAsync(CancellationToken ct)
    {
        if (payment.Status is not (PaymentStatus.Success or PaymentStatus.Failed))
        {
            return false;
        }

        // An attempt that had failed never paid for what a later one has.
        var undoesTheOrder = order.Status == OrderStatus.Completed && payment is { IsDuplicate: false, Status: PaymentStatus.Success };
        payment.Cancel(now);
        if (payment.PaymentMethod != PaymentMethod.Point && !await db.IsCaptureReversedAsync(payment, ct))
        {
            JournalPosting.Voided(db, payment, now);
        }

        if (undoesTheOrder)
        {
            order.Cancel(now);
            JournalPosting.SaleUndone(db, order.Id, order.FinalAmount, order.Goods(), now);
            await Stock.GiveBackAsync(db, order.Goods(), ct);
            await GiveBackPointsAndCouponAsync(ct);
        }

        await Cases.ResolveAsync(db, payment, now, ct);
        return true;
    }

    private void PostCapture()
    {
        if (payment.PaymentMethod != PaymentMethod.Point)
        {
            JournalPosting.Captured(db, payment, now);
        }
    }

    private Task GiveMoneyBackAsync(CaseReason reason, string detail, CancellationToken ct)
    {
        db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.VoidPayment, payment.Id, now));
        return Cases.OpenAsync(db, payment, reason, detail, now, ct);
    }

    private async Task EndUnpaidAsync(FailureCode code, CancellationToken ct)
    {
        order.Fail(code, now);
        await GiveBackPointsAndCouponAsync(ct);
    }

    // In the transaction that ends the order, hence exactly once (I8, I9).
    private async Task GiveBackPointsAndCouponAsync(CancellationToken ct)
    {
        await PointLedger.GiveBackAsync(db, order.MemberId, order.Id, order.UsedPoints, now, ct);
        if (order.CouponId is not null)
        {
            await CouponUse.GiveBackAsync(db, order.Id, ct);
        }
    }
}
