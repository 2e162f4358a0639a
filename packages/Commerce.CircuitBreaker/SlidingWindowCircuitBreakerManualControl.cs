namespace Commerce.CircuitBreaker;

/// <summary>Changes the state of circuit breakers by hand. One control may serve several breakers: each call goes to all of them.</summary>
/// <param name="isIsolated">Whether breakers built with this control start forced open.</param>
public sealed class SlidingWindowCircuitBreakerManualControl(bool isIsolated = false)
{
    private readonly Lock _gate = new();
    private readonly List<SlidingWindowCircuitBreaker> _breakers = [];
    private bool _isolated = isIsolated;

    /// <summary>Refuses every call until told otherwise (forced open). Breakers built later with this control start so too.</summary>
    public void Isolate() => ForAll(CircuitBreakerState.ForcedOpen);

    /// <summary>Closes, with an empty window.</summary>
    public void Close() => ForAll(CircuitBreakerState.Closed);

    /// <summary>Opens, as if a rate had reached its threshold.</summary>
    /// <exception cref="InvalidOperationException">A breaker is in metrics-only.</exception>
    public void Open() => ForAll(CircuitBreakerState.Open);

    /// <summary>Lets trial calls through.</summary>
    /// <exception cref="InvalidOperationException">A breaker is closed or in metrics-only.</exception>
    public void HalfOpen() => ForAll(CircuitBreakerState.HalfOpen);

    /// <summary>Lets every call through and counts nothing.</summary>
    public void Disable() => ForAll(CircuitBreakerState.Disabled);

    /// <summary>Lets every call through and counts, but never opens.</summary>
    public void MetricsOnly() => ForAll(CircuitBreakerState.MetricsOnly);

    /// <summary>Closes with an empty window, and says so in an event of its own.</summary>
    public void Reset()
    {
        foreach (var breaker in Take(isolated: false))
        {
            breaker.Reset();
        }
    }

    internal void Attach(SlidingWindowCircuitBreaker breaker)
    {
        bool isolate;
        lock (_gate)
        {
            _breakers.Add(breaker);
            isolate = _isolated;
        }

        if (isolate)
        {
            breaker.TransitionTo(CircuitBreakerState.ForcedOpen);
        }
    }

    internal void Detach(SlidingWindowCircuitBreaker breaker)
    {
        lock (_gate)
        {
            _breakers.Remove(breaker);
        }
    }

    private void ForAll(CircuitBreakerState state)
    {
        foreach (var breaker in Take(isolated: state == CircuitBreakerState.ForcedOpen))
        {
            breaker.TransitionTo(state);
        }
    }

    private SlidingWindowCircuitBreaker[] Take(bool isolated)
    {
        lock (_gate)
        {
            _isolated = isolated;
            return [.. _breakers];
        }
    }
}
