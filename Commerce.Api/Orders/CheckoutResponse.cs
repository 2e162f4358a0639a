using Commerce.Core.Gateways;

namespace Commerce.Api.Orders;

/// <summary>What the browser opens the gateway's payment window with.</summary>
/// <param name="OrderId">What the gateway calls this attempt; another one at each attempt.</param>
/// <param name="Amount">Won.</param>
/// <param name="OrderName">What the buyer reads in the window.</param>
/// <param name="ExpiresAt">Until when the attempt can be paid.</param>
internal sealed record CheckoutResponse(
    string Gateway, string ClientKey, string OrderId, long Amount, string OrderName, string CustomerKey, DateTimeOffset? ExpiresAt)
{
    public static CheckoutResponse Of(GatewayCheckout checkout, DateTimeOffset? expiresAt) => new(
        checkout.Gateway, checkout.ClientKey, checkout.OrderId, checkout.Amount, checkout.OrderName, checkout.CustomerKey, expiresAt);
}
