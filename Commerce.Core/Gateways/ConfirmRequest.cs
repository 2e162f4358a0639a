using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>What a <see cref="IWindowGateway"/> needs to take the money, all of it as we stored it.</summary>
/// <param name="Key">What the window gave: the PG's name of the attempt.</param>
/// <param name="Amount">Won, more than zero.</param>
public sealed record ConfirmRequest(long PaymentId, TransactionKey Key, MerchantOrderId Name, long Amount);
