using System.Diagnostics;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>A trace of its own for work that nobody waits for. Disposing it makes current again what was current before.</summary>
public sealed class RootSpan : IDisposable
{
    private readonly Activity? _before = Activity.Current;

    private RootSpan(ActivitySource source, string name, ActivityKind kind)
    {
        Activity.Current = null;
        Span = source.StartActivity(name, kind);
    }

    /// <summary>The span itself; null when nobody listens.</summary>
    public Activity? Span { get; }

    /// <summary>Starts a span without a parent, linked to the traces that caused it.</summary>
    /// <param name="causes">Each as <see cref="TraceLink"/> stores it, or null.</param>
    public static RootSpan Start(ActivitySource source, string name, ActivityKind kind, params ReadOnlySpan<string?> causes)
    {
        var root = new RootSpan(source, name, kind);
        foreach (var cause in causes)
        {
            root.Span.LinkTo(cause);
        }

        return root;
    }

    public void Dispose()
    {
        Span?.Dispose();
        Activity.Current = _before;
    }
}
