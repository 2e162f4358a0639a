using Commerce.Core.Members;

namespace Commerce.Core.Gateways;

/// <summary>What a browser opens a gateway's payment window with. Nothing in it is a secret.</summary>
/// <param name="OrderId">The attempt's name, which nobody can guess.</param>
/// <param name="Amount">Won.</param>
/// <param name="OrderName">What the buyer reads.</param>
/// <param name="CustomerKey">Who buys, in a form that tells nobody else who it is.</param>
public sealed record GatewayCheckout(
    string Gateway, string ClientKey, string OrderId, long Amount, string OrderName, string CustomerKey);

/// <summary>What a <see cref="GatewayCheckout"/> is made from.</summary>
public sealed record CheckoutRequest(MerchantOrderId Name, long Amount, string OrderName, MemberId Buyer);
