using Commerce.Core.Gateways;

namespace Commerce.Core.PaymentFlow;

/// <summary>What the PG has for an order, seen from one payment.</summary>
/// <param name="Own">What it has for the payment itself.</param>
/// <param name="Duplicates">The captures of the order that are not the payment's and that we do not know yet.</param>
/// <param name="IsUndecided">Whether the PG has not decided a transaction of the order that is not the payment's.</param>
public sealed record OrderLookup(GatewayLookup Own, IReadOnlyList<GatewayLookup.Found> Duplicates, bool IsUndecided = false)
{
    public OrderLookup(GatewayLookup own)
        : this(own, [])
    {
    }
}
