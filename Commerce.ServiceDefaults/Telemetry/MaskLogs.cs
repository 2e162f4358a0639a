using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Hides card numbers in log records before they leave the process (I15).</summary>
internal sealed class MaskLogs : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = data.FormattedMessage is { } message ? CardNumberMask.Apply(message) : null;
        if (data.Attributes is { Count: > 0 } attributes)
        {
            data.Attributes = [.. attributes.Select(attribute => new KeyValuePair<string, object?>(attribute.Key, Masked(attribute.Value)))];
        }
    }

    private static object? Masked(object? value) => value switch
    {
        string text => CardNumberMask.Apply(text),
        long number when number.ToString(System.Globalization.CultureInfo.InvariantCulture) is { Length: >= 13 } digits => CardNumberMask.Apply(digits),
        _ => value,
    };
}
