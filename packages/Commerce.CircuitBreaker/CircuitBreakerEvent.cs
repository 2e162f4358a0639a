namespace Commerce.CircuitBreaker;

/// <summary>Something that happened in a circuit breaker.</summary>
/// <param name="CircuitName">The name of the breaker.</param>
/// <param name="Type">What happened; exactly one flag.</param>
/// <param name="State">The state the breaker was in; for a transition the state it entered.</param>
public readonly record struct CircuitBreakerEvent(string CircuitName, CircuitBreakerEventTypes Type, CircuitBreakerState State)
{
    /// <summary>The state that was left. Differs from <see cref="State"/> only for a transition.</summary>
    public CircuitBreakerState PreviousState { get; init; } = State;

    /// <summary>How long the call took, or has taken so far. Zero when the event is not about a call that ran.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The rate that reached its threshold, in percent. Zero for every other event.</summary>
    public float Rate { get; init; }

    /// <summary>The exception of a failed or ignored call; null when the call returned a result.</summary>
    public Exception? Exception { get; init; }
}
