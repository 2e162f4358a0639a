using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Checkout;

/// <summary>Makes one attempt to pay at a payment window: a payment of its own, under a name of its own that nobody can guess.</summary>
public sealed class BeginAttempt(PaymentGateways gateways, IOptions<CheckoutOptions> options)
{
    /// <exception cref="CommerceException">400 when no such gateway has a payment window and takes payments.</exception>
    internal void Allow(Order order, PaymentWindow window, DateTimeOffset now)
    {
        if (gateways.FindWindow(window.Gateway) is null)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "payWith") { Field = "payWith" };
        }

        order.AllowPaymentUntil(now + options.Value.OrderTime);
    }

    internal Payment Of(Order order, string gateway, DateTimeOffset now)
    {
        var attemptEnds = now + options.Value.AttemptTime;
        return Payment.AtWindow(
            order.Id,
            order.CardAmount,
            gateway,
            MerchantOrderId.New().Value,
            now,
            order.PayBy < attemptEnds ? order.PayBy.Value : attemptEnds);
    }
}
