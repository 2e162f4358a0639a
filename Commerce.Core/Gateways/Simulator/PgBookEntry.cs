using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;
using Commerce.Core.Texts;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>One line of the PG's books, as it sends it. Who paid and with what is not read.</summary>
internal sealed record PgBookEntry(
    string? TransactionKey,
    string? OrderId,
    string? Type,
    long? Amount,
    string? Currency,
    string? State,
    DateTimeOffset? RequestedAt,
    DateTimeOffset? ConcludedAt)
{
    /// <returns>Null when something that counts is missing or unknown.</returns>
    public GatewayBookLine? ToLine() =>
        this is
        {
            TransactionKey: { Length: > 0 } key,
            OrderId: { } orderId,
            Amount: { } amount,
            Currency: { } currency,
            RequestedAt: { } requestedAt,
        }
        && ExactName<GatewayBookLineType>.TryRead(Type, out var type)
        && ExactName<GatewayPaymentState>.TryRead(State, out var state)
            ? new GatewayBookLine(new TransactionKey(Kept(key)), Kept(orderId), type, amount, currency, state, requestedAt, ConcludedAt)
            : null;

    // A name that had to be shortened is no name of ours: the line is one that is missing here, and the others are compared all the same.
    private static string Kept(string name) => ForeignText.Bounded(name, ReconciliationBreak.MaxNameLength);
}
