using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>What a gateway needs to take money.</summary>
/// <param name="PaymentId">Our payment; every send of one payment carries the same idempotency key made from it.</param>
/// <param name="Instrument">Of a method that the gateway supports.</param>
/// <param name="Amount">Won, more than zero.</param>
public sealed record GatewayRequest(MemberId MemberId, long PaymentId, long OrderId, PaymentInstrument Instrument, long Amount);
