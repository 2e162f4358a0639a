using System.Collections.Concurrent;
using System.Diagnostics;

namespace Commerce.Api.Tests.Traces;

/// <summary>The spans of a source that have ended in this process. It listens and has no say in what is sampled.</summary>
internal sealed class EndedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public EndedSpans(string sourceName)
    {
        _listener = new ActivityListener { ShouldListenTo = source => source.Name == sourceName, ActivityStopped = _ended.Enqueue };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> All => [.. _ended];

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}
