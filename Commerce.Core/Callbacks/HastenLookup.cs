using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.ServiceDefaults.Failures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Makes the next look at a payment due now, because its gateway has called and was not believed for the time of the call alone: one of
/// the two clocks is wrong, and the gateway does not call again. Nothing that the callback says is used but which payment it names. A
/// callback that somebody kept and sends again and again causes one look in <c>Recovery:FirstLook</c> at most, and none of a
/// payment that is paid or given back, unless it names another key than the payment's: then the PG may have taken the money twice.
/// </summary>
public sealed partial class HastenLookup(
    DatabaseTransaction transaction, IDatabaseClock clock, IOptions<RecoveryOptions> options, ILogger<HastenLookup> logger)
{
    public async Task ExecuteAsync(IPaymentGateway gateway, GatewayCallback.Unproven names, CancellationToken ct)
    {
        if (await transaction.ExecuteAsync((db, token) => HastenAsync(db, gateway, names, token), ct) is { } payment)
        {
            await FailurePoint.ReachAsync(FailurePoints.LookupHastened);
            LogHastened(logger, payment.OrderId, payment.Id);
        }
    }

    private async Task<Payment?> HastenAsync(
        CommerceDbContext db, IPaymentGateway gateway, GatewayCallback.Unproven names, CancellationToken ct)
    {
        var orderId = PaymentGateways.OrderIdOf(gateway, names.OrderId);
        if (await db.FindCallbackPaymentAsync(gateway.Name, names.Key, orderId, ct) is not { } payment)
        {
            return null;
        }

        var now = await clock.NowAsync(db, ct);
        var lookedLately = now - options.Value.FirstLook;
        var hastened = await db.Payments
            .Where(p => p.Id == payment.Id && p.LooksSetAsideAt == null && p.Status != PaymentStatus.AwaitingBuyer)
            .Where(p => p.Status == PaymentStatus.Pending || p.Status == PaymentStatus.Timeout || p.Status == PaymentStatus.Failed
                || p.TransactionKey != names.Key)
            .Where(p => p.NextLookAt == null || p.NextLookAt > now)
            .Where(p => p.LastLookAt == null || p.LastLookAt < lookedLately)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), ct);
        return hastened > 0 ? payment : null;
    }

    [LoggerMessage(
        2303, LogLevel.Warning, "Order {OrderId}, payment {PaymentId}: a callback was refused for its time alone; the PG is asked now")]
    private static partial void LogHastened(ILogger logger, long orderId, long paymentId);
}
