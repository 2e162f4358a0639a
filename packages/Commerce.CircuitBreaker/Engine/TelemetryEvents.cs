using Polly.Telemetry;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>The names and severities under which Polly's telemetry knows the changes of a breaker; Polly's own where it has one.</summary>
internal static class TelemetryEvents
{
    public static readonly ResilienceEvent ObserverFailed = new(ResilienceEventSeverity.Error, "OnCircuitObserverFailed");

    public static ResilienceEvent For(in CircuitBreakerEvent happened) => happened.Type switch
    {
        CircuitBreakerEventTypes.StateTransition => ForEntering(happened.State),
        CircuitBreakerEventTypes.FailureRateExceeded => new(ResilienceEventSeverity.Warning, "OnCircuitFailureRateExceeded"),
        CircuitBreakerEventTypes.SlowCallRateExceeded => new(ResilienceEventSeverity.Warning, "OnCircuitSlowCallRateExceeded"),
        _ => new(ResilienceEventSeverity.Information, "OnCircuitReset"),
    };

    private static ResilienceEvent ForEntering(CircuitBreakerState state) => state switch
    {
        CircuitBreakerState.Closed => new(ResilienceEventSeverity.Information, "OnCircuitClosed"),
        CircuitBreakerState.Open => new(ResilienceEventSeverity.Error, "OnCircuitOpened"),
        CircuitBreakerState.HalfOpen => new(ResilienceEventSeverity.Warning, "OnCircuitHalfOpened"),
        CircuitBreakerState.Disabled => new(ResilienceEventSeverity.Warning, "OnCircuitDisabled"),
        CircuitBreakerState.ForcedOpen => new(ResilienceEventSeverity.Error, "OnCircuitForcedOpen"),
        _ => new(ResilienceEventSeverity.Warning, "OnCircuitMetricsOnly"),
    };
}
