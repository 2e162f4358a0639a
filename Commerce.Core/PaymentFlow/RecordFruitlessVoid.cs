using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Journal;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Notes that the PG had nothing to give back of a payment for whose money nothing was sold: it has failed, or the order was sold out.
/// After some of these the PG is believed: there is a case, and the capture is taken out of the journal by a reversing entry. A payment
/// that completed its order is another matter: something was sold for it, so it is tried on (<see cref="RecordUndoneVoid"/>).
/// </summary>
public sealed partial class RecordFruitlessVoid(
    DatabaseTransaction transaction, IOptions<PaymentOptions> options, IDatabaseClock clock, ILogger<RecordFruitlessVoid> logger)
{
    /// <returns>True when there is nothing left to try; null when something was sold for the money: nothing is noted then.</returns>
    public async Task<bool?> ExecuteAsync(long paymentId, GatewayLookup books, CancellationToken ct)
    {
        var (payment, ended) = await transaction.ExecuteAsync((db, token) => RecordAsync(db, paymentId, books, token), ct);
        if (ended is { } isOver)
        {
            LogFruitless(logger, payment.OrderId, payment.Id, payment.TransactionKey.OrNone(), payment.FruitlessVoids, isOver);
        }

        return ended;
    }

    private async Task<(Payment Payment, bool? Ended)> RecordAsync(
        CommerceDbContext db, long paymentId, GatewayLookup books, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var payment = await db.LockPaymentAsync(paymentId, ct);
        if (payment.Status == PaymentStatus.Cancelled)
        {
            return (payment, true); // Another worker was quicker: it has been voided.
        }

        if (payment.Status == PaymentStatus.Success
            && !await db.Orders.AnyAsync(o => o.Id == payment.OrderId && o.Status == OrderStatus.Failed, ct))
        {
            return (payment, null);
        }

        payment.VoidFoundNothing();
        if (payment.FruitlessVoids < options.Value.FruitlessVoids)
        {
            return (payment, false);
        }

        if (!await db.IsCaptureReversedAsync(payment, ct))
        {
            JournalPosting.CaptureReversed(db, payment, now);
            await Cases.ResolveAsync(db, payment, now, ct);
        }

        payment.GiveUpVoid();
        await Cases.OpenAsync(db, payment, CaseReason.NothingToVoid, DetailOf(payment, books), now, ct);
        return (payment, true);
    }

    private static string DetailOf(Payment payment, GatewayLookup books) => books is GatewayLookup.Found found
        ? $"{payment.Amount} won were to go back, and the PG's books have {payment.TransactionKey} as {found.State}, "
            + $"{payment.FruitlessVoids} times."
        : $"{payment.Amount} won were to go back, and the PG's books know nothing of {payment.TransactionKey}, {payment.FruitlessVoids} "
            + "times.";

    [LoggerMessage(
        2109,
        LogLevel.Warning,
        "Order {OrderId}, payment {PaymentId} ({TransactionKey}): nothing to void at the PG, {Times} times by now; ended: {Ended}")]
    private static partial void LogFruitless(
        ILogger logger, long orderId, long paymentId, string transactionKey, int times, bool ended);
}
