namespace Commerce.Core.Payments.Gateways;

/// <summary>One line of a PG's own books: a payment, or the cancel of one.</summary>
/// <param name="OrderId">The order as the PG has it; not necessarily one of ours.</param>
/// <param name="Amount">In <paramref name="Currency"/>; won have no minor unit.</param>
/// <param name="State">
/// A captured payment stays <see cref="PgState.Success"/> when it is cancelled, because the cancel has a line of its own;
/// <see cref="PgState.Cancelled"/> never moved money.
/// </param>
/// <param name="RequestedAt">When the PG was asked; this decides the day.</param>
/// <param name="ConcludedAt">Null while the PG has not decided.</param>
public sealed record PgBookLine(
    TransactionKey Key,
    string OrderId,
    PgBookLineType Type,
    long Amount,
    string Currency,
    PgState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset? ConcludedAt);

public enum PgBookLineType
{
    Payment,
    Cancel,
}
