namespace Commerce.CircuitBreaker;

/// <summary>What a circuit breaker knew at one moment. All counts belong to the window that the current state reads.</summary>
/// <param name="Name">The name of the breaker.</param>
/// <param name="State">The state.</param>
/// <param name="Since">When the state was entered, by the wall clock.</param>
/// <param name="FailureRate">Failed calls in percent of the calls in the window; -1 while there are fewer than the minimum.</param>
/// <param name="SlowCallRate">Slow calls in percent of the calls in the window; -1 while there are fewer than the minimum.</param>
/// <param name="BufferedCalls">Calls in the window.</param>
/// <param name="FailedCalls">Of those, the failed ones, slow or not.</param>
/// <param name="SlowCalls">Of those, the slow ones, failed or not.</param>
/// <param name="SlowFailedCalls">Of those, the ones both slow and failed.</param>
/// <param name="NotPermittedCalls">Calls refused since the last time the breaker was closed or half-open.</param>
/// <param name="RetryAfter">While open: how long until trial calls are let through. Otherwise null.</param>
public sealed record CircuitBreakerSnapshot(
    string Name,
    CircuitBreakerState State,
    DateTimeOffset Since,
    float FailureRate,
    float SlowCallRate,
    long BufferedCalls,
    long FailedCalls,
    long SlowCalls,
    long SlowFailedCalls,
    long NotPermittedCalls,
    TimeSpan? RetryAfter);
