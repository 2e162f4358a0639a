using System.Text.Json.Serialization;
using Commerce.ServiceDefaults.CircuitBreaker.Engine;
using Commerce.ServiceDefaults.CircuitBreaker.Named;

namespace Commerce.ServiceDefaults.CircuitBreaker.Http;

/// <summary>A breaker as the endpoint shows it. Rates and thresholds in percent, -1 for a rate that is not known yet.</summary>
internal sealed record CircuitView
{
    public required string Name { get; init; }

    /// <summary>CLOSED, OPEN, HALF_OPEN, DISABLED, FORCED_OPEN or METRICS_ONLY.</summary>
    public required string State { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>While open: seconds until trial calls are let through.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RetryAfterSeconds { get; init; }

    public required float FailureRate { get; init; }

    public required float FailureRateThreshold { get; init; }

    public required float SlowCallRate { get; init; }

    public required float SlowCallRateThreshold { get; init; }

    public required long BufferedCalls { get; init; }

    public required long FailedCalls { get; init; }

    public required long SlowCalls { get; init; }

    public required long SlowFailedCalls { get; init; }

    public required long NotPermittedCalls { get; init; }

    /// <summary>The last 20 transitions, the newest first.</summary>
    public required IReadOnlyList<CircuitEventView> Transitions { get; init; }

    /// <summary>The last 100 events, the newest first; runs of like call events are one entry.</summary>
    public required IReadOnlyList<CircuitEventView> Events { get; init; }

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
