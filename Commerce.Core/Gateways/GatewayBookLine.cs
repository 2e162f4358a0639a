using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>One line of a PG's own books: a payment, or the cancel of one.</summary>
/// <param name="OrderId">The order as the PG has it; not necessarily one of ours.</param>
/// <param name="Amount">In <paramref name="Currency"/>; won have no minor unit.</param>
/// <param name="State">
/// A captured payment stays <see cref="GatewayPaymentState.Success"/> when it is cancelled, because the cancel has a line of its own;
/// <see cref="GatewayPaymentState.Cancelled"/> never moved money.
/// </param>
/// <param name="RequestedAt">What decides the day; the adapter knows which of the PG's times that is.</param>
/// <param name="ConcludedAt">Null while the PG has not decided.</param>
public sealed record GatewayBookLine(
    TransactionKey Key,
    string OrderId,
    GatewayBookLineType Type,
    long Amount,
    string Currency,
    GatewayPaymentState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset? ConcludedAt)
{
    /// <summary>
    /// The line's own id: several cancels of one payment share its key. Where the PG gives none it is the key, and then the books have one
    /// payment and one cancel a key.
    /// </summary>
    public TransactionKey LineId { get; init; } = Key;
}

public enum GatewayBookLineType
{
    Payment,
    Cancel,
}
