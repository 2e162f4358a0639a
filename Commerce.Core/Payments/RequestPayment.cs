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
            return await FailAsync(payment, new PaymentResult.Failed(ErrorMessages.For(ErrorCode.GatewayNotAvailable), Certain: true), ErrorCode.GatewayNotAvailable);
        }

        var request = new PgRequest(order.MemberId, payment.Id, PgOrderId.For(order.Id), card, payment.Amount);
        var answer = await gateway.RequestAsync(request, ct);
        return await answer.Match(
            accepted => apply.ExecuteAsync(payment.Id, new PaymentResult.Accepted(accepted.Key), ct),
            declined => FailAsync(
                payment,
                new PaymentResult.Failed(declined.Reason, Certain: true),
                declined.CardAtFault ? ErrorCode.CardRefused : ErrorCode.GatewayRequestFailed),
            notSent => FailAsync(
                payment, new PaymentResult.Failed(notSent.Reason, Certain: true), ErrorCode.PaymentUnavailable, Sentence.CardPaymentUnavailable),
            refused => FailAsync(payment, new PaymentResult.Failed(refused.Reason, Certain: false), ErrorCode.GatewayRequestFailed),
            _ => apply.ExecuteAsync(payment.Id, new PaymentResult.TimedOut(), ct));
    }

    private async Task<Payment> FailAsync(Payment payment, PaymentResult.Failed result, ErrorCode error, Sentence? sentence = null)
    {
        await apply.ExecuteAsync(payment.Id, result, CancellationToken.None);
        throw new CommerceException(error, sentence) { OrderId = payment.OrderId };
    }
}
