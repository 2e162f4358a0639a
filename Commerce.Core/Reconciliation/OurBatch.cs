using Commerce.Core.Gateways;
using Commerce.Core.Journal;
using Commerce.Core.Payments;

namespace Commerce.Core.Reconciliation;

/// <summary>What we have for one batch of the PG's lines, and the way from a line to it.</summary>
internal sealed class OurBatch
{
    private readonly IReadOnlyDictionary<string, long?> _orderIds;
    private readonly Dictionary<TransactionKey, OurPayment> _byKey;
    private readonly Dictionary<long, OurPayment> _keyless;
    private readonly Dictionary<(TransactionKey Key, JournalKind Kind), OurMovement> _movements;
    private readonly ILookup<long, OurMovement> _heldByOrder;
    private readonly HashSet<(TransactionKey Key, GatewayBookLineType Type)> _seenBefore;
    private readonly Dictionary<string, TransactionKey> _firstCaptures;

    /// <param name="orderIds">Which order of ours each name in the lines is; null: none.</param>
    /// <param name="payments">Those of the gateway whose books are compared first: another one may have chosen the same key.</param>
    public OurBatch(
        IReadOnlyList<GatewayBookLine> lines,
        IReadOnlyDictionary<string, long?> orderIds,
        IReadOnlyList<OurPayment> payments,
        IReadOnlyList<OurMovement> movements,
        IReadOnlyList<SeenLine> seen)
    {
        _orderIds = orderIds;
        _byKey = payments.Where(p => p.Key is not null).GroupBy(p => p.Key!.Value).ToDictionary(group => group.Key, group => group.First());
        _keyless = payments.Where(p => p.Key is null).GroupBy(p => p.OrderId).ToDictionary(group => group.Key, group => group.Last());
        _movements = movements.Where(m => m.Key is not null).GroupBy(m => (m.Key!.Value, m.Kind)).ToDictionary(
            group => group.Key, group => group.First());
        _heldByOrder = movements.Where(IsHeld).ToLookup(m => m.OrderId);
        _seenBefore = [.. seen.Select(line => (line.TransactionKey, line.Type))];
        _firstCaptures = lines.Where(line => line is { Type: GatewayBookLineType.Payment, State: GatewayPaymentState.Success })
            .GroupBy(line => line.OrderId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Key, StringComparer.Ordinal);
    }

    /// <summary>Call it once a line, in the order of the books: a second time it is a repeated line.</summary>
    public OurSide Of(GatewayBookLine line)
    {
        var orderId = _orderIds[line.OrderId];
        var isKeySeen = !_seenBefore.Add((line.Key, line.Type));
        var isRepeated = line.LineId == line.Key ? isKeySeen : !_seenBefore.Add((line.LineId, line.Type));
        return new OurSide(
            _byKey.GetValueOrDefault(line.Key) ?? (orderId is { } id ? _keyless.GetValueOrDefault(id) : null),
            _movements.GetValueOrDefault((line.Key, JournalKind.Captured)),
            _movements.GetValueOrDefault((line.Key, JournalKind.Voided)),
            IsCapturedElsewhere(line, orderId),
            isRepeated,
            isKeySeen);
    }

    private bool IsCapturedElsewhere(GatewayBookLine line, long? orderId) =>
        (orderId is { } id && _heldByOrder[id].Any(held => held.Key != line.Key))
        || (_firstCaptures.TryGetValue(line.OrderId, out var first) && first != line.Key);

    private bool IsHeld(OurMovement movement) => movement is { Kind: JournalKind.Captured, Key: { } key }
        && !_movements.ContainsKey((key, JournalKind.Voided));
}
