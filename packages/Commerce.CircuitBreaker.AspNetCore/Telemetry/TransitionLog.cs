using Microsoft.Extensions.Logging;

namespace Commerce.CircuitBreaker.AspNetCore.Telemetry;

/// <summary>One line for each transition, with the numbers of the state that was entered.</summary>
internal static partial class TransitionLog
{
    public static void Write(ILogger logger, in CircuitBreakerEvent happened, CircuitBreakerSnapshot now)
    {
        var level = happened.State is CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen ? LogLevel.Warning : LogLevel.Information;
        var (from, to) = (happened.PreviousState.Name(), happened.State.Name());
        Transition(logger, level, happened.CircuitName, from, to, now.FailureRate, now.SlowCallRate, now.BufferedCalls);
    }

    [LoggerMessage(
        6002, LogLevel.Error, "An observer of circuit breaker {CircuitBreaker} failed; the breaker and its calls are not affected")]
    public static partial void ObserverFailed(ILogger logger, Exception exception, string circuitBreaker);

    [LoggerMessage(
        EventId = 6003,
        Message = "Circuit breaker {CircuitBreaker} went from {From} to {To} "
            + "(failure rate {FailureRate} %, slow-call rate {SlowCallRate} %, {BufferedCalls} calls)")]
    private static partial void Transition(
        ILogger logger, LogLevel level,
        string circuitBreaker, string from, string to, float failureRate, float slowCallRate, long bufferedCalls);
}
