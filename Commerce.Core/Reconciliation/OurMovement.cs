using Commerce.Core.Gateways;
using Commerce.Core.Journal;
using Commerce.Core.Payments;

namespace Commerce.Core.Reconciliation;

/// <summary>Money that the journal moved in or out of the PG's hands.</summary>
/// <param name="Amount">Won, more than zero in an honest journal, whichever way it went.</param>
internal sealed record OurMovement(long Id, long OrderId, TransactionKey? Key, JournalKind Kind, long Amount, DateTimeOffset PostedAt)
{
    /// <summary>
    /// What its payment is called at the PG, where that was stored; null where the gateway makes the name from the order.
    /// </summary>
    public string? StoredName { get; init; }

    public GatewayBookLineType Type => Kind == JournalKind.Captured ? GatewayBookLineType.Payment : GatewayBookLineType.Cancel;
}
