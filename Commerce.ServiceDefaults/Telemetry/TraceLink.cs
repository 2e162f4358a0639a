using System.Diagnostics;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// A context in a trace as the W3C's <c>traceparent</c> header writes it. It is stored beside what is to be done later, so that the trace
/// of that leads back to its cause.
/// </summary>
public static class TraceLink
{
    /// <summary>The text has exactly this length.</summary>
    public const int Length = 55;

    /// <summary>
    /// Where the caller is now; null outside of any trace. Ids of the older, hierarchical form have no bound and are chosen by whoever
    /// sends a request, so they are not stored.
    /// </summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>Links a span to a stored context: once a trace, and never to the span's own. Null leads nowhere.</summary>
    public static void LinkTo(this Activity? span, string? traceParent)
    {
        if (span is not null
            && ActivityContext.TryParse(traceParent, null, isRemote: true, out var context)
            && context.TraceId != span.TraceId
            && span.Links.All(link => link.Context.TraceId != context.TraceId))
        {
            span.AddLink(new ActivityLink(context));
        }
    }
}
