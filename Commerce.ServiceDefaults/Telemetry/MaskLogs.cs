using System.Globalization;
using Commerce.ServiceDefaults.Cards;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Hides card numbers in log records before they leave the process (I15).</summary>
internal sealed class MaskLogs : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.FormattedMessage is { } message)
        {
            data.FormattedMessage = CardNumberMask.Apply(message);
        }

        if (data.Attributes is { Count: > 0 } attributes && Masked(attributes) is { } masked)
        {
            data.Attributes = masked;
        }

        if (data.Exception?.ToString() is { } text && CardNumberMask.Apply(text) is var hidden && !ReferenceEquals(hidden, text))
        {
            data.Exception = new MaskedException(hidden);
        }
    }

    /// <returns>Null when there is nothing to hide, as nearly always.</returns>
    private static List<KeyValuePair<string, object?>>? Masked(IReadOnlyList<KeyValuePair<string, object?>> attributes)
    {
        List<KeyValuePair<string, object?>>? masked = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (TextOf(attributes[i].Value) is { } text && CardNumberMask.Apply(text) is var hidden && !ReferenceEquals(hidden, text))
            {
                masked ??= [.. attributes];
                masked[i] = new(attributes[i].Key, hidden);
            }
        }

        return masked;
    }

    // What is too short or of another form cannot hold a card number; the rest is looked at as it will be written.
    private static string? TextOf(object? value) => value switch
    {
        null or int or short or byte or bool or char or Enum or TimeSpan or DateTime or DateTimeOffset or DateOnly or Guid => null,
        string text => text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
