using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Commerce.PgSimulator.Tests.Faults;

/// <summary>Hears from the gateway's counter how payment requests were decided, by the trace of the request.</summary>
internal sealed class Decisions : IDisposable
{
    private readonly ConcurrentQueue<(ActivityTraceId Trace, string? Fault)> _heard = new();
    private readonly MeterListener _listener = new();

    public Decisions()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "pg.payment.requests")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) => _heard.Enqueue((Activity.Current?.TraceId ?? default, tags[0].Value?.ToString())));
        _listener.Start();
    }

    public IEnumerable<string?> Of(ActivityTraceId trace) => _heard.Where(decision => decision.Trace == trace)
        .Select(decision => decision.Fault);

    public void Dispose() => _listener.Dispose();
}
