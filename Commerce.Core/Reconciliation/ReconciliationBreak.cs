using Commerce.Core.Gateways;
using Commerce.Core.Payments;

namespace Commerce.Core.Reconciliation;

/// <summary>One line on which the two books do not agree. What a side does not have is null.</summary>
public sealed class ReconciliationBreak
{
    /// <summary>As long as any PG's key is; longer than those that we take.</summary>
    public const int MaxNameLength = 255;

    public long Id { get; private set; }

    public required long RunId { get; init; }

    public required BreakKind Kind { get; init; }

    public required GatewayBookLineType Type { get; init; }

    /// <summary>Null only for a journal line that has none.</summary>
    public TransactionKey? TransactionKey { get; init; }

    /// <summary>The order as the PG calls it.</summary>
    public required string MerchantOrderId { get; init; }

    public long? PaymentId { get; init; }

    public long? PgAmount { get; init; }

    public long? OurAmount { get; init; }

    public GatewayPaymentState? PgState { get; init; }

    public PaymentStatus? OurState { get; init; }

    /// <summary>When it happened: the PG's time, or the journal's when the PG does not have the line.</summary>
    public required DateTimeOffset HappenedAt { get; init; }
}
