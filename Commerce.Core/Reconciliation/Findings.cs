using Commerce.Core.Gateways;
using Commerce.Core.Payments;

namespace Commerce.Core.Reconciliation;

/// <summary>What one batch brought to light.</summary>
internal sealed class Findings(long runId, IPaymentGateway gateway)
{
    private readonly List<ReconciliationBreak> _breaks = [];
    private readonly List<SeenLine> _seen = [];

    public IReadOnlyList<ReconciliationBreak> Breaks => _breaks;

    public IReadOnlyList<SeenLine> Seen => _seen;

    public BookFigures Figures { get; private set; } = new();

    public void Add(GatewayBookLine line, OurSide ours, ComparisonResult result)
    {
        Figures = Figures.With(line, ours, result);
        if (!ours.IsRepeated)
        {
            // Under its key for our own lines to be held against, and under its own id, to know it again.
            TransactionKey[] under = ours.IsKeySeen ? [line.LineId] : [line.Key, line.LineId];
            _seen.AddRange(under.Distinct().Select(key => new SeenLine { RunId = runId, TransactionKey = key, Type = line.Type }));
        }

        if (result.Break is { } kind)
        {
            _breaks.Add(BreakOf(line, ours, kind));
        }
    }

    public void Add(OurMovement movement, GatewayLookup.Found? found, ComparisonResult result)
    {
        Figures = Figures.With(movement, result);
        if (result.Break is { } kind)
        {
            _breaks.Add(new ReconciliationBreak
            {
                RunId = runId,
                Kind = kind,
                Type = movement.Type,
                TransactionKey = movement.Key,
                MerchantOrderId = NameOf(movement),
                PgAmount = found?.Amount,
                PgState = found?.State,
                OurAmount = movement.Amount,
                HappenedAt = movement.PostedAt,
            });
        }
    }

    private string NameOf(OurMovement movement) =>
        movement.StoredName ?? (gateway as IDirectGateway)?.MerchantOrderIdOf(movement.OrderId).Value ?? string.Empty;

    private ReconciliationBreak BreakOf(GatewayBookLine line, OurSide ours, BreakKind kind)
    {
        var movement = line.Type == GatewayBookLineType.Payment ? ours.Captured : ours.Voided;
        return new ReconciliationBreak
        {
            RunId = runId,
            Kind = kind,
            Type = line.Type,
            TransactionKey = line.Key,
            MerchantOrderId = line.OrderId,
            PaymentId = ours.Payment?.Id,
            PgAmount = line.Amount,
            PgState = line.State,
            // The journal speaks for money that moved; of a line that is missing here, nothing is here but perhaps the payment's state.
            OurAmount = kind == BreakKind.MissingHere
                ? null
                : movement?.Amount is { } posted && posted != line.Amount ? posted : ours.Payment?.Amount,
            OurState = ours.Payment?.Status,
            HappenedAt = line.RequestedAt,
        };
    }
}
