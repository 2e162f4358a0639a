using Commerce.Core.Errors;
using Commerce.Core.Orders;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments;

/// <summary>
/// Asks a PG for the money of a payment that is already saved, and the next PG when nothing could be sent to the one before. No
/// transaction is open and no connection held meanwhile; whatever a PG says, or does not say, ends in <see cref="ApplyPaymentResult"/>.
/// </summary>
public sealed partial class RequestPayment(
    PaymentGateways gateways,
    DatabaseTransaction transaction,
    ApplyPaymentResult apply,
    IOptions<PaymentOptions> options,
    PaymentTelemetry telemetry,
    IDatabaseClock clock,
    ILogger<RequestPayment> logger)
{
    /// <returns>The payment afterwards: still open, or concluded by a callback that was quicker than we were.</returns>
    /// <exception cref="CommerceException">PAYMENT_003 to 006 when no money was taken, as far as is known; order and payment have failed then.</exception>
    public async Task<Payment> ExecuteAsync(Order order, Payment payment, Card card)
    {
        // The customer may hang up; the money must not. So this runs to its end, which the PGs' time limits bound.
        var ct = CancellationToken.None;
        var line = gateways.InLineFor(payment.PaymentMethod, order.Id);
        if (line.Count == 0)
        {
            return await FailAsync(payment, ErrorMessages.For(ErrorCode.GatewayNotAvailable), certain: true, ErrorCode.GatewayNotAvailable);
        }

        var request = new PgRequest(order.MemberId, payment.Id, PgOrderId.For(order.Id), card, payment.Amount);
        var answer = await AskInLineAsync(line, payment, request, ct);
        return await answer.Match(
            accepted => AcceptAsync(payment, accepted.Key, ct),
            declined => FailAsync(
                payment, declined.Reason, certain: false, declined.CardAtFault ? ErrorCode.CardRefused : ErrorCode.GatewayRequestFailed),
            notSent => FailAsync(payment, notSent.Reason, certain: true, ErrorCode.PaymentUnavailable, Sentence.CardPaymentUnavailable),
            refused => FailAsync(payment, refused.Reason, certain: false, ErrorCode.GatewayRequestFailed),
            unknown => LeaveOpenAsync(payment, unknown.Reason, ct));
    }

    // Only "never sent" leads on to the next: after anything else the one before may have the money (I1).
    private async Task<PgResult> AskInLineAsync(
        IReadOnlyList<IPaymentGateway> line, Payment payment, PgRequest request, CancellationToken ct)
    {
        using var span = OrderSpans.Start("request payment");
        OrderSpans.Tag(payment.OrderId, payment.Id);
        PgResult answer = new PgResult.NotSent(string.Empty);
        foreach (var gateway in line)
        {
            if (gateway.Name != payment.Gateway && !await RouteAsync(payment.Id, gateway.Name, ct))
            {
                break;
            }

            answer = await gateway.RequestAsync(request, ct);
            telemetry.Count(gateway.Name, answer);
            span?.SetTag(SpanAttributes.Gateway, gateway.Name).SetTag(SpanAttributes.GatewayAnswer, answer.GetType().Name);
            if (answer is not PgResult.NotSent notSent)
            {
                break;
            }

            LogNotSent(logger, payment.OrderId, payment.Id, gateway.Name, notSent.Reason);
        }

        return answer;
    }

    // Before it is asked: whoever looks for the money after a crash has to know where (I3).
    private Task<bool> RouteAsync(long paymentId, string gateway, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) => (await db.LockPaymentAsync(paymentId, token)).RouteTo(gateway, await clock.NowAsync(db, token)), ct);

    private async Task<Payment> AcceptAsync(Payment payment, TransactionKey key, CancellationToken ct)
    {
        try
        {
            return await apply.ExecuteAsync(payment.Id, new PaymentResult.Accepted(key), ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            // The PG named another payment's key, so its answer is worth as much as none.
            LogKeyTaken(logger, payment.OrderId, payment.Id, key);
            return await LeaveOpenAsync(payment, "The PG's answer named the key of another payment.", ct);
        }
    }

    private Task<Payment> LeaveOpenAsync(Payment payment, string reason, CancellationToken ct) => options.Value.OnTimeout == OnTimeout.Fail
        ? FailAsync(payment, reason, certain: false, ErrorCode.GatewayTimeout)
        : apply.ExecuteAsync(payment.Id, new PaymentResult.TimedOut(), ct);

    private async Task<Payment> FailAsync(Payment payment, string reason, bool certain, ErrorCode error, Sentence? sentence = null)
    {
        var applied = await apply.ExecuteAsync(payment.Id, new PaymentResult.Failed(reason, certain, Error: error), CancellationToken.None);
        return applied.Status == PaymentStatus.Failed
            ? throw new CommerceException(error, sentence) { OrderId = payment.OrderId }
            : applied; // A callback was quicker: the money was taken, and that is what counts (I2).
    }

    [LoggerMessage(LogLevel.Error, "Order {OrderId}, payment {PaymentId}: the PG's answer named {TransactionKey}, which is another payment's")]
    private static partial void LogKeyTaken(ILogger logger, long orderId, long paymentId, TransactionKey transactionKey);

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}, payment {PaymentId}: nothing could be sent to {Gateway}. {Reason}")]
    private static partial void LogNotSent(ILogger logger, long orderId, long paymentId, string gateway, string reason);
}
