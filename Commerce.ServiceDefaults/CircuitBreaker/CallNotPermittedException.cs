using Polly.CircuitBreaker;

namespace Commerce.ServiceDefaults.CircuitBreaker;

/// <summary>
/// A circuit breaker refused a call: the guarded operation was not started. Handlers of Polly's
/// <see cref="BrokenCircuitException"/> catch it too; <see cref="BrokenCircuitException.RetryAfter"/> is set while the breaker is open,
/// and null where no time is known (half-open with all trial calls taken, or forced open).
/// </summary>
public sealed class CallNotPermittedException : BrokenCircuitException
{
    internal CallNotPermittedException(string circuitName, CircuitBreakerState state, string message)
        : base(message) => (CircuitName, State) = (circuitName, state);

    internal CallNotPermittedException(string circuitName, CircuitBreakerState state, string message, TimeSpan retryAfter)
        : base(message, retryAfter) => (CircuitName, State) = (circuitName, state);

    /// <summary>The name of the breaker that refused.</summary>
    public string CircuitName { get; }

    /// <summary>The state that refused: open, half-open or forced open.</summary>
    public CircuitBreakerState State { get; }
}
