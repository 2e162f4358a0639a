using System.Diagnostics.Metrics;

namespace Commerce.Core.Events;

/// <summary>How many wait for orders, and how many were not let in.</summary>
public sealed class EventTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Events";

    private readonly UpDownCounter<long> _waiting;
    private readonly Counter<long> _refused;

    public EventTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(Name);
        _waiting = meter.CreateUpDownCounter<long>(
            "commerce.events.streams", "{stream}", "Streams and waiting reads of orders that are open.");
        _refused = meter.CreateCounter<long>(
            "commerce.events.streams.refused", "{stream}", "Streams and waiting reads that were more than Events:MostStreams.");
        _waiting.Add(0);
        _refused.Add(0);
    }

    public void Add(int streams) => _waiting.Add(streams);

    public void CountRefused() => _refused.Add(1);
}
