using System.Text.Json.Serialization;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>A breaker as the endpoint shows it. Rates and thresholds in percent, -1 for a rate that is not known yet.</summary>
public sealed record CircuitView
{
    /// <summary>The name of the breaker.</summary>
    public required string Name { get; init; }

    /// <summary>CLOSED, OPEN, HALF_OPEN, DISABLED, FORCED_OPEN or METRICS_ONLY.</summary>
    public required string State { get; init; }

    /// <summary>When the state was entered, by the wall clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>While open: seconds until trial calls are let through.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RetryAfterSeconds { get; init; }

    /// <summary>Failed calls in percent of the calls in the window; -1 while there are fewer than the minimum.</summary>
    public required float FailureRate { get; init; }

    /// <summary>The failure rate, in percent, from which the breaker opens.</summary>
    public required float FailureRateThreshold { get; init; }

    /// <summary>Slow calls in percent of the calls in the window; -1 while there are fewer than the minimum.</summary>
    public required float SlowCallRate { get; init; }

    /// <summary>The rate of slow calls, in percent, from which the breaker opens.</summary>
    public required float SlowCallRateThreshold { get; init; }

    /// <summary>Calls in the window.</summary>
    public required long BufferedCalls { get; init; }

    /// <summary>Of those, the failed ones, slow or not.</summary>
    public required long FailedCalls { get; init; }

    /// <summary>Of those, the slow ones, failed or not.</summary>
    public required long SlowCalls { get; init; }

    /// <summary>Of those, the ones both slow and failed.</summary>
    public required long SlowFailedCalls { get; init; }

    /// <summary>Calls refused since the last time the breaker was closed or half-open.</summary>
    public required long NotPermittedCalls { get; init; }

    /// <summary>The last 20 transitions, the newest first.</summary>
    public required IReadOnlyList<CircuitEventView> Transitions { get; init; }

    /// <summary>The last 100 events, the newest first; runs of like call events are one entry.</summary>
    public required IReadOnlyList<CircuitEventView> Events { get; init; }

    /// <summary>Reads a breaker as it is now.</summary>
    /// <param name="circuit">The breaker.</param>
    public static CircuitView Of(NamedCircuitBreaker circuit)
    {
        var now = circuit.Breaker.GetSnapshot();
        return new CircuitView
        {
            Name = now.Name,
            State = now.State.Name(),
            Since = now.Since,
            RetryAfterSeconds = now.RetryAfter?.TotalSeconds,
            FailureRate = now.FailureRate,
            FailureRateThreshold = circuit.Settings.FailureRateThreshold,
            SlowCallRate = now.SlowCallRate,
            SlowCallRateThreshold = circuit.Settings.SlowCallRateThreshold,
            BufferedCalls = now.BufferedCalls,
            FailedCalls = now.FailedCalls,
            SlowCalls = now.SlowCalls,
            SlowFailedCalls = now.SlowFailedCalls,
            NotPermittedCalls = now.NotPermittedCalls,
            Transitions = [.. circuit.RecentTransitions.Select(CircuitEventView.Of)],
            Events = [.. circuit.RecentEvents.Select(CircuitEventView.Of)],
        };
    }
}
