using Commerce.Core.Payments.Gateways;

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

    internal BookFigures With(PgBookLine line, OurSide ours, Verdict verdict)
    {
        var counted = Counting(verdict) with { PgLines = PgLines + 1 };
        var movement = ours.IsRepeated ? null : line.Type == PgBookLineType.Payment ? ours.Captured : ours.Voided;
        return line.Type == PgBookLineType.Payment
            ? counted with
            {
                PgCaptured = checked(PgCaptured + (line.State == PgState.Success ? line.Amount : 0)),
                OurCaptured = OurCaptured + (movement?.Amount ?? 0),
            }
            : counted with
            {
                PgCancelled = checked(PgCancelled + line.Amount),
                OurCancelled = OurCancelled + (movement?.Amount ?? 0),
            };
    }

    /// <summary>Money that the PG has on another day counts on that day; money that it does not have at all counts here.</summary>
    internal BookFigures With(OurMovement movement, Verdict verdict)
    {
        var only = verdict.Break == BreakKind.MissingAtPg ? movement.Amount : 0;
        return (movement.Type == PgBookLineType.Payment
            ? this with { OurCaptured = OurCaptured + only }
            : this with { OurCancelled = OurCancelled + only }).Counting(verdict);
    }

    private BookFigures Counting(Verdict verdict) => this with
    {
        Breaks = Breaks + (verdict.Break is null ? 0 : 1),
        Unsettled = Unsettled + (verdict == Verdict.Unsettled ? 1 : 0),
    };
}
