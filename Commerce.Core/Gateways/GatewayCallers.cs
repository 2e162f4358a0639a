using Commerce.ServiceDefaults.Networks;

namespace Commerce.Core.Gateways;

/// <summary>From where a gateway calls back. One that says nothing of it may call from anywhere.</summary>
public sealed record GatewayCallers(string Gateway, NetworkList Networks);
