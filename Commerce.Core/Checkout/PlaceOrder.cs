using Commerce.Core.Coupons;
using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Checkout;

/// <summary>
/// Places an order and asks for its money, in two commits. The first holds order, payment, points, coupon and idempotency key before the PG
/// hears of it, so that no charge is ever without its order (I3); the second what came of it, with the answer that tells so (I13). Stock
/// is only checked in the first: it is taken when the money is there, which keeps a PG that is down from tying up goods.
/// </summary>
public sealed partial class PlaceOrder(
    DatabaseTransaction transaction,
    PaymentGateways gateways,
    BeginAttempt beginAttempt,
    RequestPayment requestPayment,
    ApplyPaymentResult apply,
    LookupSchedule schedule,
    OrderTelemetry telemetry,
    PaymentTelemetry payments,
    IDatabaseClock clock,
    ILogger<PlaceOrder> logger)
{
    /// <returns>
    /// The order as it is then: complete when points paid everything, failed when it is known that no money was taken, and else PENDING
    /// with its payment under way.
    /// </returns>
    /// <exception cref="CommerceException">The order cannot be placed, or its idempotency key is taken; nothing is recorded.</exception>
    /// <exception cref="DatabaseUnavailableException">It is recorded, and how its payment went could not be.</exception>
    public async Task<PlacedOrder> ExecuteAsync(PlaceOrderCommand command, CancellationToken ct)
    {
        var (order, payment, instrument) = await RecordAsync(command, ct);
        await FailurePoint.ReachAsync(FailurePoints.OrderCommitted);
        telemetry.CountPlaced(payment.PaymentMethod);
        payments.CountMove(payment.Status);
        OrderSpans.Tag(order.Id, payment.Id);
        LogPlaced(logger, order.Id, payment.Id, order.MemberId.Value, order.FinalAmount, payment.PaymentMethod);
        try
        {
            var applied = await PayAsync(order, payment, instrument, command.Idempotency);
            await FailurePoint.ReachAsync(FailurePoints.PaymentConcluded);
            OrderSpans.Tag(order.Id, payment.Id, applied.Payment.TransactionKey?.Value);
            return new PlacedOrder(applied.Order, applied.Payment);
        }
        catch (Exception e) when (DatabaseFault.NameOf(e) is not null)
        {
            // The order is there, and the worker ends it; who placed it must be able to find it.
            throw new DatabaseUnavailableException("The database went away while the order was being paid.", e) { OrderId = order.Id };
        }
    }

    private async Task<RecordedOrder> RecordAsync(PlaceOrderCommand command, CancellationToken ct)
    {
        try
        {
            var (lines, usedPoints) = command.Checked();
            // The key is also how a commit of which nothing was heard is found again. Where none is awaited, nothing is added to the order.
            var claim = command.Idempotency?.Claim ?? (transaction.FollowsFailover ? IdempotencyClaim.OfOurs(command.MemberId) : null);
            var takenAt = DateTimeOffset.MinValue;
            return await transaction.ExecuteAsync(
                TransactionPriority.NewWork,
                async (db, token) =>
                {
                    // Taken here: the wait in front of the transaction must not use up what is granted to the PG.
                    takenAt = await clock.NowAsync(db, token);
                    return await SaveAsync(db, command, claim, lines, usedPoints, takenAt, token);
                },
                (db, token) => FindRecordedAsync(db, command, claim!, takenAt, token),
                ct);
        }
        // That one came before, and is told what it was told.
        catch (CommerceException e) when (e.Error != ErrorCode.IdempotencyKeyInFlight)
        {
            telemetry.CountRefused(e.Error);
            throw;
        }
    }

    // The customer may hang up; the money must not. So from here on it runs to its end.
    private Task<AppliedResult> PayAsync(
        Order order, Payment payment, PaymentInstrument? instrument, IdempotentRequest<PlacedOrder>? idempotency)
    {
        AlongsideApply? keepAnswer = idempotency is null
            ? null
            : (db, applied, ct) => idempotency.KeepAnswerAsync(db, new PlacedOrder(applied.Order, applied.Payment), ct);
        return instrument switch
        {
            null => apply.ExecuteAsync(payment.Id, new PaymentResult.Succeeded(null), keepAnswer, CancellationToken.None),
            // The buyer is at the window; the answer is kept already.
            PaymentWindow => Task.FromResult(new AppliedResult(payment, order, Moved: false)),
            _ => requestPayment.ExecuteAsync(order, payment, instrument, keepAnswer),
        };
    }

    private async Task<RecordedOrder> SaveAsync(
        CommerceDbContext db,
        PlaceOrderCommand command,
        IdempotencyClaim? claim,
        IReadOnlyList<OrderLine> lines,
        long usedPoints,
        DateTimeOffset now,
        CancellationToken ct)
    {
        var claimed = claim is null ? null : await claim.TakeAsync(db, now, ct);
        var order = Order.Place(await DraftAsync(db, command, lines, usedPoints, ct), now);
        var instrument = order.CardAmount > 0 ? command.ReadInstrument() : null;
        if (instrument is PaymentWindow chosen)
        {
            beginAttempt.Allow(order, chosen, now);
        }

        await db.InsertOrderAsync(order, ct);
        claimed?.BelongTo(order.Id);
        await PointLedger.TakeAsync(db, order.MemberId, order.Id, order.UsedPoints, now, ct);
        if (order.CouponId is { } couponId)
        {
            await CouponUse.TakeAsync(db, order.MemberId, couponId, order.Id, now, ct);
        }

        var payment = instrument switch
        {
            null => Payment.ByPoints(order.Id, order.UsedPoints, now, schedule.First(now)),
            PaymentWindow window => beginAttempt.Of(order, window.Gateway, now),
            _ => Payment.AtGateway(
                order.Id, order.CardAmount, instrument, FirstGatewayFor(order, instrument.Method), now, schedule.First(now)),
        };
        db.Payments.Add(payment);
        if (instrument is PaymentWindow && command.Idempotency is { } keep)
        {
            await db.SaveChangesAsync(ct);
            await keep.KeepAnswerAsync(db, new PlacedOrder(order, payment), ct);
        }

        await FailurePoint.ReachAsync(FailurePoints.OrderBeforeCommit);
        return new RecordedOrder(order, payment, instrument);
    }

    /// <exception cref="DatabaseUnavailableException">It is recorded, and the worker has taken it up meanwhile.</exception>
    private static async Task<RecordedOrder?> FindRecordedAsync(
        CommerceDbContext db, PlaceOrderCommand command, IdempotencyClaim claim, DateTimeOffset takenAt, CancellationToken ct)
    {
        if (await claim.FindOrderAsync(db, takenAt, ct) is not { } orderId)
        {
            return null;
        }

        var order = await db.Orders.Include(o => o.Items).SingleAsync(o => o.Id == orderId, ct);
        var payment = await db.Payments.SingleAsync(p => p.OrderId == orderId && !p.IsDuplicate, ct);
        return payment is { Status: PaymentStatus.Pending or PaymentStatus.AwaitingBuyer, TransactionKey: null }
            ? new RecordedOrder(order, payment, order.CardAmount > 0 ? command.ReadInstrument() : null)
            : throw new DatabaseUnavailableException("The database went away while the order was being placed.") { OrderId = orderId };
    }

    private static async Task<OrderDraft> DraftAsync(
        CommerceDbContext db, PlaceOrderCommand command, IReadOnlyList<OrderLine> lines, long usedPoints, CancellationToken ct)
    {
        await db.EnsureMemberAsync(command.MemberId, ct);
        var priced = await PriceAsync(db, lines, ct);
        var discount = await DiscountAsync(db, command, OrderDraft.TotalOf(priced), ct);
        return new OrderDraft(command.MemberId, priced, command.CouponId, discount, usedPoints);
    }

    private static async Task<List<PricedLine>> PriceAsync(CommerceDbContext db, IReadOnlyList<OrderLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.ProductId).ToList();
        var products = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var priced = new List<PricedLine>(lines.Count);
        foreach (var line in lines)
        {
            if (!products.TryGetValue(line.ProductId, out var product))
            {
                throw new CommerceException(ErrorCode.ProductNotFound);
            }

            if (product.Stock < line.Quantity)
            {
                throw new CommerceException(
                    ErrorCode.StockShort, Sentence.StockShortOfProduct, product.Name, line.Quantity, product.Stock);
            }

            priced.Add(new PricedLine(product.Id, product.Name, line.Quantity, product.Price));
        }

        return priced;
    }

    private static async Task<long> DiscountAsync(CommerceDbContext db, PlaceOrderCommand command, long total, CancellationToken ct)
    {
        if (command.CouponId is not { } couponId)
        {
            return 0;
        }

        var held = await db.MemberCoupons.AsNoTracking()
            .Where(c => c.MemberId == command.MemberId && c.CouponId == couponId)
            .OrderBy(c => c.UsedAt != null)
            .FirstOrDefaultAsync(ct)
            ?? throw new CommerceException(ErrorCode.CouponNotFound, Sentence.CouponNotOwned, couponId);
        if (held.UsedAt is not null)
        {
            throw new CommerceException(ErrorCode.CouponUnusable);
        }

        var coupon = await db.Coupons.AsNoTracking().SingleAsync(c => c.Id == couponId, ct);
        return coupon.DiscountOn(total);
    }

    private string? FirstGatewayFor(Order order, PaymentMethod method) => gateways.InLineFor(method, order.Id) is [var first, ..]
        ? first.Name
        : null;

    [LoggerMessage(2002, LogLevel.Information, "Order {OrderId}, payment {PaymentId}: placed by {MemberId}, {Amount} won, {PaymentMethod}")]
    private static partial void LogPlaced(
        ILogger logger, long orderId, long paymentId, string memberId, long amount, PaymentMethod paymentMethod);

    /// <summary>An order whose money can be asked for.</summary>
    private sealed record RecordedOrder(Order Order, Payment Payment, PaymentInstrument? Instrument);
}
