using System.Diagnostics;
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
            if (tag.Value is string text && CardNumberMask.Apply(text) is var hidden && !ReferenceEquals(hidden, text))
            {
                (masked ??= []).Add(new(tag.Key, hidden));
            }
        }

        foreach (var (key, hidden) in masked ?? [])
        {
            data.SetTag(key, hidden);
        }
    }
}
