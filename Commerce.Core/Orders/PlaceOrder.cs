using Commerce.Core.Coupons;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Orders;

/// <summary>
/// Places an order and asks for its money. Order, payment, points, coupon and idempotency key are one commit before the PG hears of it, so that
/// no charge is ever without its order (I3). Stock is only checked here: it is taken when the money is there, which keeps a PG
/// that is down from tying up goods.
/// </summary>
public sealed partial class PlaceOrder(
    IDbContextFactory<CommerceDbContext> contexts,
    DatabaseTransaction transaction,
    WriteRoom room,
    PaymentGateways gateways,
    RequestPayment requestPayment,
    ApplyPaymentResult apply,
    LookSchedule schedule,
    OrderTelemetry telemetry,
    PaymentTelemetry payments,
    IDatabaseClock clock,
    TimeProvider time,
    ILogger<PlaceOrder> logger)
{
    /// <returns>The order's id. Card payments are under way then; an order that needs no card is complete.</returns>
    /// <exception cref="CommerceException">
    /// The order cannot be placed (nothing is recorded), or it is recorded and could not be paid
    /// (<see cref="CommerceException.OrderId"/> is set).
    /// </exception>
    /// <exception cref="DatabaseUnavailableException">It is recorded, and how its payment went could not be.</exception>
    public async Task<long> ExecuteAsync(PlaceOrderCommand command, CancellationToken ct)
    {
        var (order, payment, card) = await RecordAsync(command, ct);
        telemetry.CountPlaced(payment.PaymentMethod);
        payments.CountMove(payment.Status);
        OrderSpans.Tag(order.Id, payment.Id);
        LogPlaced(logger, order.Id, payment.Id, order.MemberId.Value, order.FinalAmount, payment.PaymentMethod);
        try
        {
            await PayAsync(order, payment, card);
        }
        catch (Exception e) when (DatabaseFault.NameOf(e) is not null)
        {
            // The order is there, and the worker ends it; who placed it must be able to find it.
            throw new DatabaseUnavailableException("The database went away while the order was being paid.", e) { OrderId = order.Id };
        }

        return order.Id;
    }

    private async Task<(Order Order, Payment Payment, Card? Card)> RecordAsync(PlaceOrderCommand command, CancellationToken ct)
    {
        try
        {
            var draft = await DraftAsync(command, ct);
            var card = Order.Place(draft, time.GetUtcNow()).CardAmount > 0 ? command.ReadCard() : null;
            var (order, payment) = await transaction.ExecuteAsync((db, token) => SaveAsync(db, draft, card, command.Claim, token), ct);
            return (order, payment, card);
        }
        catch (CommerceException e)
        {
            telemetry.CountRefused(e.Error);
            throw;
        }
    }

    private Task<Payment> PayAsync(Order order, Payment payment, Card? card) => card is null
        ? apply.ExecuteAsync(payment.Id, new PaymentResult.Succeeded(null), CancellationToken.None)
        : requestPayment.ExecuteAsync(order, payment, card);

    private async Task<OrderDraft> DraftAsync(PlaceOrderCommand command, CancellationToken ct)
    {
        var lines = command.MergedLines();
        var usedPoints = command.CheckedPoints();
        using var place = await room.EnterAsync(ct); // A rush of orders must not crowd out those who only look.
        await using var db = await contexts.CreateDbContextAsync(ct);
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

    private async Task<(Order Order, Payment Payment)> SaveAsync(
        CommerceDbContext db, OrderDraft draft, Card? card, IdempotencyClaim? claim, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct); // Taken here: the wait in front of the transaction must not use up what is granted to the PG.
        var record = claim is null ? null : await claim.TakeAsync(db, now, ct);
        var order = Order.Place(draft, now);
        db.Orders.Add(order);
        await db.SaveChangesAsync(ct);
        record?.BelongTo(order.Id);
        await PointLedger.TakeAsync(db, order, now, ct);
        await CouponUse.TakeAsync(db, order, now, ct);
        var payment = card is null
            ? Payment.ByPoints(order.Id, order.UsedPoints, now, schedule.First(now))
            : Payment.ByCard(order.Id, order.CardAmount, card, FirstGatewayFor(order), now, schedule.First(now));
        db.Payments.Add(payment);
        return (order, payment);
    }

    private string? FirstGatewayFor(Order order) => gateways.InLineFor(PaymentMethod.Card, order.Id) is [var first, ..] ? first.Name : null;

    [LoggerMessage(LogLevel.Information, "Order {OrderId}, payment {PaymentId}: placed by {MemberId}, {Amount} won, {PaymentMethod}")]
    private static partial void LogPlaced(
        ILogger logger, long orderId, long paymentId, string memberId, long amount, PaymentMethod paymentMethod);
}
