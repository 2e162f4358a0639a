using System.Diagnostics;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>A place in a trace as the W3C's <c>traceparent</c> header writes it, to be stored beside what is done later.</summary>
public static class TraceParent
{
    /// <summary>The text has exactly this length.</summary>
    public const int Length = 55;

    /// <summary>
    /// Where the caller is now; null outside of any trace. Ids of the older, hierarchical form have no bound and are chosen by whoever
    /// sends a request, so they are not stored.
    /// </summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>Links a span to a stored place, once; does nothing when there is none, or when it is in the span's own trace.</summary>
    public static void LinkTo(this Activity? span, string? traceParent)
    {
        if (span is not null
            && ActivityContext.TryParse(traceParent, null, isRemote: true, out var place)
            && place.TraceId != span.TraceId
            && span.Links.All(link => link.Context != place))
        {
            span.AddLink(new ActivityLink(place));
        }
    }
}
