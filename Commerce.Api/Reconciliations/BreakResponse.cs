using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;

namespace Commerce.Api.Reconciliations;

/// <summary>A line on which the books do not agree. What a side does not have is left out.</summary>
/// <param name="OrderId">The order as the PG calls it.</param>
/// <param name="HappenedAt">The PG's time, or our journal's when the PG does not have the line.</param>
internal sealed record BreakResponse(
    BreakKind Kind,
    GatewayBookLineType Type,
    string? TransactionKey,
    string OrderId,
    long? PaymentId,
    long? PgAmount,
    long? OurAmount,
    GatewayPaymentState? PgState,
    PaymentStatus? OurState,
    DateTimeOffset HappenedAt)
{
    public static BreakResponse Of(ReconciliationBreak found) => new(
        found.Kind,
        found.Type,
        found.TransactionKey?.Value,
        found.MerchantOrderId,
        found.PaymentId,
        found.PgAmount,
        found.OurAmount,
        found.PgState,
        found.OurState,
        found.HappenedAt);
}
