using Polly.CircuitBreaker;

namespace Commerce.CircuitBreaker;

/// <summary>
/// A circuit breaker refused a call: the guarded operation was not started. Handlers of Polly's
/// <see cref="BrokenCircuitException"/> catch it too; <see cref="BrokenCircuitException.RetryAfter"/> is set while the breaker is open,
/// and null where no time is known (half-open with all trial calls taken, or forced open).
/// </summary>
public sealed class CallNotPermittedException : BrokenCircuitException
{
    // A breaker that is open refuses thousands of calls a second. Both properties live in fields that every exception has anyway,
    // so a refusal is no bigger than one of Polly's own.
    private const int FirstHResult = 0x2004_0000;

    internal CallNotPermittedException(string circuitName, CircuitBreakerState state, string message)
        : base(message) => (Source, HResult) = (circuitName, FirstHResult + (int)state);

    internal CallNotPermittedException(string circuitName, CircuitBreakerState state, string message, TimeSpan retryAfter)
        : base(message, retryAfter) => (Source, HResult) = (circuitName, FirstHResult + (int)state);

    /// <summary>The name of the breaker that refused.</summary>
    public string CircuitName => Source!;

    /// <summary>The state that refused: open, half-open or forced open.</summary>
    public CircuitBreakerState State => (CircuitBreakerState)(HResult - FirstHResult);
}
