using Commerce.Core.Errors;
using Commerce.Core.Orders;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
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
    TimeProvider time,
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
            accepted => apply.ExecuteAsync(payment.Id, new PaymentResult.Accepted(accepted.Key), ct),
            declined => FailAsync(
                payment, declined.Reason, certain: true, declined.CardAtFault ? ErrorCode.CardRefused : ErrorCode.GatewayRequestFailed),
            notSent => FailAsync(payment, notSent.Reason, certain: true, ErrorCode.PaymentUnavailable, Sentence.CardPaymentUnavailable),
            refused => FailAsync(payment, refused.Reason, certain: false, ErrorCode.GatewayRequestFailed),
            unknown => options.Value.OnTimeout == OnTimeout.Fail
                ? FailAsync(payment, unknown.Reason, certain: false, ErrorCode.GatewayTimeout)
                : apply.ExecuteAsync(payment.Id, new PaymentResult.TimedOut(), ct));
    }

    // Only "never sent" leads on to the next: after anything else the one before may have the money (I1).
    private async Task<PgResult> AskInLineAsync(
        IReadOnlyList<IPaymentGateway> line, Payment payment, PgRequest request, CancellationToken ct)
    {
        PgResult answer = new PgResult.NotSent(string.Empty);
        foreach (var gateway in line)
        {
            if (gateway.Name != payment.Gateway && !await RouteAsync(payment.Id, gateway.Name, ct))
            {
                break;
            }

            answer = await gateway.RequestAsync(request, ct);
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
        async (db, token) => (await db.LockPaymentAsync(paymentId, token)).RouteTo(gateway, time.GetUtcNow()), ct);

    private async Task<Payment> FailAsync(Payment payment, string reason, bool certain, ErrorCode error, Sentence? sentence = null)
    {
        await apply.ExecuteAsync(payment.Id, new PaymentResult.Failed(reason, certain), CancellationToken.None);
        throw new CommerceException(error, sentence) { OrderId = payment.OrderId };
    }

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}, payment {PaymentId}: nothing could be sent to {Gateway}. {Reason}")]
    private static partial void LogNotSent(ILogger logger, long orderId, long paymentId, string gateway, string reason);
}
