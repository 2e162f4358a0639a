using Commerce.Core.Gateways;
using Commerce.Core.Payments;

namespace Commerce.Core.Reconciliation;

/// <summary>
/// A line that a run has read in the PG's books. Kept while the run lasts, so that our own lines can be held against a day that is
/// too long for the memory.
/// </summary>
internal sealed class SeenLine
{
    public required long RunId { get; init; }

    public required TransactionKey TransactionKey { get; init; }

    public required GatewayBookLineType Type { get; init; }
}
