using Commerce.Core.Errors;
using Commerce.Core.Orders;
using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Payments;

/// <summary>
/// Asks a PG for the money of a payment that is already saved. No transaction is open and no connection held meanwhile;
/// whatever the PG says, or does not say, ends in <see cref="ApplyPaymentResult"/>.
/// </summary>
public sealed class RequestPayment(IEnumerable<IPaymentGateway> gateways, ApplyPaymentResult apply)
{
    /// <returns>The payment afterwards: still open, or concluded by a callback that was quicker than we were.</returns>
    /// <exception cref="CommerceException">PAYMENT_003, 004 or 005 when no money was taken; order and payment have failed then.</exception>
    public async Task<Payment> ExecuteAsync(Order order, Payment payment, Card card)
    {
        // The customer may hang up; the money must not. So this runs to its end, which the PG's time limit bounds.
        var ct = CancellationToken.None;
        var gateway = gateways.FirstOrDefault(g => g.Supports(payment.PaymentMethod));
        if (gateway is null)
        {
            return await FailAsync(payment, ErrorMessages.For(ErrorCode.GatewayNotAvailable), ErrorCode.GatewayNotAvailable, ct);
        }

        var request = new PgRequest(order.MemberId, payment.Id, PgOrderId.For(order.Id), card, payment.Amount);
        var answer = await gateway.RequestAsync(request, ct);
        return await answer.Match(
            accepted => apply.ExecuteAsync(payment.Id, new PaymentResult.Accepted(accepted.Key), ct),
            declined => FailAsync(
                payment, declined.Reason, declined.CardAtFault ? ErrorCode.CardRefused : ErrorCode.GatewayRequestFailed, ct),
            notSent => FailAsync(payment, notSent.Reason, ErrorCode.PaymentUnavailable, ct, Sentence.CardPaymentUnavailable),
            refused => FailAsync(payment, refused.Reason, ErrorCode.GatewayRequestFailed, ct),
            _ => apply.ExecuteAsync(payment.Id, new PaymentResult.TimedOut(), ct));
    }

    private async Task<Payment> FailAsync(
        Payment payment, string reason, ErrorCode error, CancellationToken ct, Sentence? sentence = null)
    {
        await apply.ExecuteAsync(payment.Id, new PaymentResult.Failed(reason), ct);
        throw new CommerceException(error, sentence) { OrderId = payment.OrderId };
    }
}
