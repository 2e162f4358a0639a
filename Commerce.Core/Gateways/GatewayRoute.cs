namespace Commerce.Core.Gateways;

/// <summary>A gateway as <see cref="PaymentGateways"/> routes to it: adapters register one each.</summary>
/// <param name="Weight">
/// Its share of new payments against the other gateways' weights; 0: it takes none and only ends what it began.
/// </param>
public sealed record GatewayRoute(IPaymentGateway Gateway, int Weight);
