using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Reconciliation;

/// <summary>What one batch brought to light.</summary>
internal sealed class Findings(long runId)
{
    private readonly List<ReconciliationBreak> _breaks = [];
    private readonly List<SeenLine> _seen = [];

    public IReadOnlyList<ReconciliationBreak> Breaks => _breaks;

    public IReadOnlyList<SeenLine> Seen => _seen;

    public BookFigures Figures { get; private set; } = new();

    public void Add(PgBookLine line, OurSide ours, Verdict verdict)
    {
        Figures = Figures.With(line, ours, verdict);
        if (!ours.IsRepeated)
        {
            _seen.Add(new SeenLine { RunId = runId, TransactionKey = line.Key, Type = line.Type });
        }

        if (verdict.Break is { } kind)
        {
            _breaks.Add(BreakOf(line, ours, kind));
        }
    }

    public void Add(OurMovement movement, PgLookup.Found? found, Verdict verdict)
    {
        Figures = Figures.With(movement, verdict);
        if (verdict.Break is { } kind)
        {
            _breaks.Add(new ReconciliationBreak
            {
                RunId = runId,
                Kind = kind,
                Type = movement.Type,
                TransactionKey = movement.Key,
                PgOrderId = PgOrderId.For(movement.OrderId).Value,
                PgAmount = found?.Amount,
                PgState = found?.State,
                OurAmount = movement.Amount,
                HappenedAt = movement.PostedAt,
            });
        }
    }

    private ReconciliationBreak BreakOf(PgBookLine line, OurSide ours, BreakKind kind)
    {
        var movement = line.Type == PgBookLineType.Payment ? ours.Captured : ours.Voided;
        return new ReconciliationBreak
        {
            RunId = runId,
            Kind = kind,
            Type = line.Type,
            TransactionKey = line.Key,
            PgOrderId = line.OrderId,
            PaymentId = ours.Payment?.Id,
            PgAmount = line.Amount,
            PgState = line.State,
            // The journal speaks for money that moved; of a line that is missing here, nothing is here but perhaps the payment's state.
            OurAmount = kind == BreakKind.MissingHere ? null : movement?.Amount is { } posted && posted != line.Amount ? posted : ours.Payment?.Amount,
            OurState = ours.Payment?.Status,
            HappenedAt = line.RequestedAt,
        };
    }
}
