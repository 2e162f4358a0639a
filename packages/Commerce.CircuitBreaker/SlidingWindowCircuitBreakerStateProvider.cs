namespace Commerce.CircuitBreaker;

/// <summary>Reads one circuit breaker from outside its pipeline.</summary>
public sealed class SlidingWindowCircuitBreakerStateProvider
{
    private SlidingWindowCircuitBreaker? _breaker;

    /// <summary>The current state; closed as long as no pipeline was built with this provider.</summary>
    public CircuitBreakerState State => _breaker?.State ?? CircuitBreakerState.Closed;

    /// <summary>What the breaker knows now; null as long as no pipeline was built with this provider.</summary>
    public CircuitBreakerSnapshot? GetSnapshot() => _breaker?.GetSnapshot();

    internal void Attach(SlidingWindowCircuitBreaker breaker)
    {
        if (Interlocked.CompareExchange(ref _breaker, breaker, null) is not null)
        {
            throw new InvalidOperationException(
                $"This {nameof(SlidingWindowCircuitBreakerStateProvider)} reads another circuit breaker already: one each.");
        }
    }
}
