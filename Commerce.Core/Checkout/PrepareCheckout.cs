using System.Globalization;
using Commerce.Core.Gateways;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Texts;

namespace Commerce.Core.Checkout;

/// <summary>Gives the browser what it opens the gateway's payment window with, for an attempt that waits for its buyer.</summary>
public sealed class PrepareCheckout(PaymentGateways gateways)
{
    private const int MaxOrderName = 100;

    /// <returns>Null when no buyer is waited for.</returns>
    public GatewayCheckout? Of(PlacedOrder placed) =>
        placed.Payment is { Status: PaymentStatus.AwaitingBuyer, MerchantOrderId: { } name, Gateway: { } gateway }
        && gateways.Find(gateway) is IWindowGateway window
            ? window.Prepare(new CheckoutRequest(
                new MerchantOrderId(name), placed.Payment.Amount, OrderNameOf(placed.Order), placed.Order.MemberId))
            : null;

    // In Korean, whoever reads: it stands in the window and on the receipt, not in an answer of ours.
    private static string OrderNameOf(Order order)
    {
        var more = order.Items.Count - 1;
        var suffix = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" 외 {more}건") : string.Empty;
        return ForeignText.Bounded(order.Items[0].ProductName, MaxOrderName - suffix.Length) + suffix;
    }
}
