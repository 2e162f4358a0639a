using System.Diagnostics;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// The trace of one poll, which exists only if the poll found work or failed. The span starts unsampled, so that nothing under it is
/// recorded, and is sampled from the moment that work was found: spans end before their parents do and are exported when they end, so
/// to drop them afterwards would be too late.
/// </summary>
public sealed class PollSpan : IDisposable
{
    private readonly RootSpan _root;
    private readonly bool _isSampled;

    private PollSpan(RootSpan root)
    {
        _root = root;
        if (root.Span is not { } span)
        {
            return;
        }

        _isSampled = span.Recorded; // The sampler may have decided against it.
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        span.SetCustomProperty(nameof(PollSpan), this);
    }

    /// <summary>Starts a poll in a trace of its own, named after the work that it looks for.</summary>
    public static PollSpan Start(ActivitySource source, string name) => new(RootSpan.Start(source, name, ActivityKind.Internal));

    /// <summary>The current poll, if there is one, found so many pieces of work: from here on its trace is recorded.</summary>
    public static void FoundWork(int pieces)
    {
        if (Activity.Current?.GetCustomProperty(nameof(PollSpan)) is PollSpan poll)
        {
            poll.Record();
            poll._root.Span!.SetTag(SpanAttributes.PollFound, pieces);
        }
    }

    /// <summary>The poll could not look: that is worth a span.</summary>
    public void Fail(Exception e)
    {
        Record();
        _root.Span.Fail(e);
    }

    public void Dispose() => _root.Dispose();

    private void Record()
    {
        if (_isSampled)
        {
            _root.Span!.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }
}
