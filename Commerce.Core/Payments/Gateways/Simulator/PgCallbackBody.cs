using System.Text.Json;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>The members of a callback that we use. Others are the PG's own business.</summary>
internal sealed record PgCallbackBody(string? TransactionKey, string? OrderId, long? Amount, string? Status, string? Reason)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null when the bytes are no callback. A key or an order that holds a card number is none of a PG's: both are stored and logged as they are.</returns>
    public static PgCallbackBody? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<PgCallbackBody>(body, Json) is
            {
                TransactionKey.Length: > 0 and <= Payments.TransactionKey.MaxLength,
                OrderId: null or { Length: <= PgOrderId.MaxLength },
            } read && HoldsNoCard(read.TransactionKey) && HoldsNoCard(read.OrderId)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when something is missing that has to be compared.</returns>
    public PgLookup.Found? ToRecord() =>
        this is { Amount: { } amount, OrderId.Length: > 0 } && Enum.TryParse<PgState>(Status, ignoreCase: true, out var state) && Enum.IsDefined(state)
            ? new PgLookup.Found(new TransactionKey(TransactionKey!), OrderId, state, amount, Reason is null ? null : CardNumber.MaskAll(Reason))
            : null;

    private static bool HoldsNoCard(string? text) => text is null || CardNumber.MaskAll(text) == text;
}
