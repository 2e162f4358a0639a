using System.Diagnostics;

namespace Commerce.CircuitBreaker.AspNetCore.Telemetry;

/// <summary>A span event for each transition, on the span of the call that caused it.</summary>
internal static class TransitionSpans
{
    private static readonly ActivitySource Source = new(CircuitBreakerTelemetry.SourceName);

    public static void Add(in CircuitBreakerEvent happened)
    {
        var tags = new ActivityTagsCollection
        {
            [CircuitBreakerTags.Name] = happened.CircuitName,
            ["circuit_breaker.previous_state"] = happened.PreviousState.TagValue(),
            [CircuitBreakerTags.State] = happened.State.TagValue(),
        };
        // A timer has no span that could carry the event, so it gets one of its own.
        using var own = Activity.Current is null ? Source.StartActivity("circuit_breaker.transition") : null;
        Activity.Current?.AddEvent(new ActivityEvent("circuit_breaker.transition", tags: tags));
    }
}
