using System.Collections.Concurrent;
using System.Diagnostics;

namespace Commerce.PgSimulator.Tests.Callbacks;

/// <summary>
/// The simulator's own spans that have ended, of every simulator in the process. It listens and has no say in what is sampled.
/// </summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener =
            new ActivityListener { ShouldListenTo = source => source.Name == "Commerce.PgSimulator", ActivityStopped = _ended.Enqueue };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}
