using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>One line of a PG's own books: a payment, or the cancel of one.</summary>
/// <param name="OrderId">The order as the PG has it; not necessarily one of ours.</param>
/// <param name="Amount">In <paramref name="Currency"/>; won have no minor unit.</param>
/// <param name="State">
/// A captured payment stays <see cref="GatewayPaymentState.Success"/> when it is cancelled, because the cancel has a line of its own;
/// <see cref="GatewayPaymentState.Cancelled"/> never moved money.
/// </param>
/// <param name="RequestedAt">When the PG was asked; this decides the day.</param>
/// <param name="ConcludedAt">Null while the PG has not decided.</param>
public sealed record GatewayBookLine(
    TransactionKey Key,
    string OrderId,
    GatewayBookLineType Type,
    long Amount,
    string Currency,
    GatewayPaymentState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset? ConcludedAt);

public enum GatewayBookLineType
{
    Payment,
    Cancel,
}
