using System.Text.Json.Serialization;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>An event of a breaker as the endpoint shows it. What does not apply is left out.</summary>
public sealed record CircuitEventView
{
    /// <summary>SUCCESS, ERROR, IGNORED_ERROR, NOT_PERMITTED, STATE_TRANSITION and so on.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened first.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often it happened in a row.</summary>
    public required long Count { get; init; }

    /// <summary>When it happened last, for a run of like events.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>For a transition <c>CLOSED_TO_OPEN</c> and so on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StateTransition { get; init; }

    /// <summary>How long the last call of the run took, in milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DurationMs { get; init; }

    /// <summary>The rate that reached its threshold, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Rate { get; init; }

    /// <summary>The type of the exception.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>Shows an event that was kept.</summary>
    /// <param name="recorded">The event, or a run of like ones.</param>
    public static CircuitEventView Of(RecordedEvent recorded) => new()
    {
        Type = TypeName(recorded.Type),
        At = recorded.At,
        Count = recorded.Count,
        LastAt = recorded.Count > 1 ? recorded.LastAt : null,
        StateTransition = recorded.Type == CircuitBreakerEventTypes.StateTransition
            ? $"{recorded.PreviousState.Name()}_TO_{recorded.State.Name()}"
            : null,
        DurationMs = recorded.Duration > TimeSpan.Zero ? recorded.Duration.TotalMilliseconds : null,
        Rate = recorded.Rate > 0 ? recorded.Rate : null,
        Error = recorded.Error,
    };

    private static string TypeName(CircuitBreakerEventTypes type) => type switch
    {
        CircuitBreakerEventTypes.Success => "SUCCESS",
        CircuitBreakerEventTypes.Error => "ERROR",
        CircuitBreakerEventTypes.IgnoredError => "IGNORED_ERROR",
        CircuitBreakerEventTypes.NotPermitted => "NOT_PERMITTED",
        CircuitBreakerEventTypes.StateTransition => "STATE_TRANSITION",
        CircuitBreakerEventTypes.Reset => "RESET",
        CircuitBreakerEventTypes.FailureRateExceeded => "FAILURE_RATE_EXCEEDED",
        CircuitBreakerEventTypes.SlowCallRateExceeded => "SLOW_CALL_RATE_EXCEEDED",
        _ => "SLOW_CALL_IN_FLIGHT",
    };
}
