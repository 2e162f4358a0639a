using System.Diagnostics;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Starts a trace of its own for work that nobody waits for.</summary>
public static class RootSpan
{
    /// <summary>
    /// Starts a span without a parent, linked to the traces that caused it. Call it at the top of an async method: whatever span was
    /// current before is current again for the caller, and only for him.
    /// </summary>
    /// <param name="causes">Each a <see cref="TraceParent"/> or null.</param>
    public static Activity? StartRoot(this ActivitySource source, string name, ActivityKind kind, params ReadOnlySpan<string?> causes)
    {
        Activity.Current = null;
        var span = source.StartActivity(name, kind);
        foreach (var cause in causes)
        {
            span.LinkTo(cause);
        }

        return span;
    }

    /// <summary>Marks the span as failed by the exception's type: its message may repeat what others sent, or name an account.</summary>
    public static void Fail(this Activity? span, Exception e) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", e.GetType().FullName);
}
