using System.Diagnostics;
using System.Globalization;
using Commerce.ServiceDefaults.Cards;
using OpenTelemetry;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Hides card numbers in spans before they leave the process: a path or a statement repeats what a stranger sent (I15).</summary>
internal sealed class MaskTraces : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        List<KeyValuePair<string, string>>? masked = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (TextOf(tag.Value) is { } text && Hidden(text) is { } hidden)
            {
                (masked ??= []).Add(new(tag.Key, hidden));
            }
        }

        foreach (var (key, hidden) in masked ?? [])
        {
            data.SetTag(key, hidden);
        }

        foreach (ref readonly var told in data.EnumerateEvents())
        {
            HideIn(told.EnumerateTagObjects());
        }

        foreach (ref readonly var link in data.EnumerateLinks())
        {
            HideIn(link.EnumerateTagObjects());
        }

        data.DisplayName = CardNumberMask.Apply(data.DisplayName);
        if (data.StatusDescription is { } description && Hidden(description) is { } words)
        {
            data.SetStatus(data.Status, words);
        }
    }

    // A client records an exception as an event, message and stack, and the message repeats the value that did not fit. Events cannot be
    // taken back or replaced, but their tags can be written where they are.
    private static void HideIn(Activity.Enumerator<KeyValuePair<string, object?>> tags)
    {
        foreach (ref var tag in tags)
        {
            if (TextOf(tag.Value) is { } text && Hidden(text) is { } hidden)
            {
                tag = new(tag.Key, hidden);
            }
        }
    }

    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        string[] texts => string.Join(", ", texts),
        Uri address => address.ToString(),
        long number when number >= 1_000_000_000_000 => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <returns>Null when there is nothing to hide.</returns>
    private static string? Hidden(string text) => CardNumberMask.Apply(text) is var hidden && !ReferenceEquals(hidden, text)
        ? hidden
        : null;
}
