using System.Text.Json;

namespace Commerce.Core.Payments.Callbacks;

/// <summary>The parts of a callback that say which payment it is about. Unknown members are the PG's own business.</summary>
internal sealed record CallbackBody(string? TransactionKey, string? OrderId, string? Status)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null when the text is no callback. A key that holds a card number is none of a PG's: keys are stored and logged as they are.</returns>
    public static CallbackBody? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<CallbackBody>(text, Json) is { TransactionKey: { Length: > 0 and <= Payments.TransactionKey.MaxLength } key } body
                && CardNumber.MaskAll(key) == key
                ? body
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
