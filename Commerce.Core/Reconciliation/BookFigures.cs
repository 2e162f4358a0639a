using Commerce.Core.Gateways;

namespace Commerce.Core.Reconciliation;

/// <summary>What one batch of lines adds to a run. Sums are in won.</summary>
public sealed record BookFigures
{
    public long PgLines { get; init; }

    public long Unsettled { get; init; }

    public long Breaks { get; init; }

    public long PgCaptured { get; init; }

    public long PgCancelled { get; init; }

    public long OurCaptured { get; init; }

    public long OurCancelled { get; init; }

    internal BookFigures With(GatewayBookLine line, OurSide ours, ComparisonResult result)
    {
        var counted = Counting(result) with { PgLines = PgLines + 1 };
        var movement = ours.IsKeySeen ? null : line.Type == GatewayBookLineType.Payment ? ours.Captured : ours.Voided;
        return line.Type == GatewayBookLineType.Payment
            ? counted with
            {
                PgCaptured = checked(PgCaptured + (line.State == GatewayPaymentState.Success ? line.Amount : 0)),
                OurCaptured = OurCaptured + (movement?.Amount ?? 0),
            }
            : counted with
            {
                PgCancelled = checked(PgCancelled + line.Amount),
                OurCancelled = OurCancelled + (movement?.Amount ?? 0),
            };
    }

    /// <summary>Money that the PG has on another day counts on that day; money that it does not have at all counts here.</summary>
    internal BookFigures With(OurMovement movement, ComparisonResult result)
    {
        var only = result.Break == BreakKind.MissingAtPg ? movement.Amount : 0;
        return (movement.Type == GatewayBookLineType.Payment
            ? this with { OurCaptured = OurCaptured + only }
            : this with { OurCancelled = OurCancelled + only }).Counting(result);
    }

    private BookFigures Counting(ComparisonResult result) => this with
    {
        Breaks = Breaks + (result.Break is null ? 0 : 1),
        Unsettled = Unsettled + (result == ComparisonResult.Unsettled ? 1 : 0),
    };
}
