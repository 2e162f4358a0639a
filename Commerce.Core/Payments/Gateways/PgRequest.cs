using Commerce.Core.Members;

namespace Commerce.Core.Payments.Gateways;

/// <summary>What a gateway needs to take money.</summary>
/// <param name="PaymentId">Our payment; every send of one payment carries the same idempotency key made from it.</param>
/// <param name="Amount">Won, more than zero.</param>
public sealed record PgRequest(MemberId MemberId, long PaymentId, PgOrderId OrderId, Card Card, long Amount);
