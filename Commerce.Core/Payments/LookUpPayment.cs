using Commerce.Core.Members;
using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Payments;

/// <summary>
/// Reads what the PG has for a payment. The key may be a wrong one, for all we have it from is an answer; the order's name is ours, so
/// it has the last word: only when the PG knows neither is the payment absent there.
/// </summary>
public sealed class LookUpPayment(PaymentGateways gateways, PaymentTelemetry telemetry)
{
    public async Task<PgLookup> ExecuteAsync(Payment payment, MemberId memberId, CancellationToken ct)
    {
        var gateway = gateways.Of(payment);
        var lookup = await AskAsync(gateway, payment, memberId, ct);
        telemetry.Count(gateway.Name, lookup);
        return lookup;
    }

    private static async Task<PgLookup> AskAsync(IPaymentGateway gateway, Payment payment, MemberId memberId, CancellationToken ct)
    {
        if (payment.TransactionKey is { } key)
        {
            var lookup = await gateway.FindByKeyAsync(memberId, key, ct);
            if (lookup is PgLookup.Unknown || (lookup is PgLookup.Found found && found.IsOfOrder(payment.OrderId)))
            {
                return lookup;
            }
        }

        return await gateway.FindByOrderAsync(memberId, PgOrderId.For(payment.OrderId), ct);
    }
}
