namespace Commerce.Core.Gateways;

/// <summary>The breakers whose state tells whether a gateway takes payments, can be asked, and can give money back.</summary>
public sealed record GatewayBreakers(string Gateway, string Payments, string Lookups, string Cancels);
