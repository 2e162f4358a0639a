using Polly.Telemetry;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>Makes the exceptions of refused calls. Their messages are made once: an open breaker refuses thousands a second.</summary>
internal sealed class CallNotPermittedExceptionFactory(string circuitName, ResilienceStrategyTelemetry telemetry)
{
    private readonly string _open = Message(circuitName, CircuitBreakerState.Open);
    private readonly string _halfOpen = Message(circuitName, CircuitBreakerState.HalfOpen);
    private readonly string _forcedOpen = Message(circuitName, CircuitBreakerState.ForcedOpen);

    public CallNotPermittedException Create(Period period, long now)
    {
        var refusal = period switch
        {
            OpenPeriod open => new CallNotPermittedException(circuitName, open.State, _open, open.Remaining(now)),
            HalfOpenPeriod => new CallNotPermittedException(circuitName, period.State, _halfOpen),
            _ => new CallNotPermittedException(circuitName, period.State, _forcedOpen),
        };
        telemetry.SetTelemetrySource(refusal);
        return refusal;
    }

    private static string Message(string circuitName, CircuitBreakerState state) =>
        $"CircuitBreaker '{circuitName}' is {state.Name()} and does not permit further calls";
}
