using Commerce.Core.Reconciliation;

namespace Commerce.Core.Payments.Gateways.Simulator;

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
    public PgBookLine? ToLine() =>
        this is
        {
            TransactionKey: { Length: > 0 and <= ReconciliationBreak.MaxNameLength } key,
            OrderId: { Length: <= ReconciliationBreak.MaxNameLength } orderId,
            Amount: { } amount,
            Currency: { } currency,
            RequestedAt: { } requestedAt,
        }
        && TryRead<PgBookLineType>(Type, out var type)
        && TryRead<PgState>(State, out var state)
            ? new PgBookLine(new TransactionKey(key), orderId, type, amount, currency, state, requestedAt, ConcludedAt)
            : null;

    // A number would parse as an enum value too.
    private static bool TryRead<TEnum>(string? word, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return word is [>= 'A' and <= 'Z', ..] && Enum.TryParse(word, ignoreCase: true, out value);
    }
}
