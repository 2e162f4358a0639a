namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>A circuit breaker of the process: one instance, whichever pipelines use it.</summary>
public sealed class NamedCircuitBreaker : IDisposable
{
    private const int KeptTransitions = 20;
    private readonly RecentEvents _events;
    private readonly RecentEvents _transitions;

    internal NamedCircuitBreaker(SlidingWindowCircuitBreakerSettings settings, TimeProvider timeProvider)
    {
        Settings = settings;
        Breaker = new SlidingWindowCircuitBreaker(settings, timeProvider);
        _events = new RecentEvents(timeProvider);
        _transitions = new RecentEvents(timeProvider, KeptTransitions);
        Breaker.Subscribe(CircuitBreakerEventTypes.All, _events.Add);
        Breaker.Subscribe(CircuitBreakerEventTypes.StateTransition, _transitions.Add);
    }

    /// <summary>The name under which it is configured, measured and operated.</summary>
    public string Name => Breaker.Name;

    /// <summary>Its numbers. Changes to the object have no effect.</summary>
    public SlidingWindowCircuitBreakerSettings Settings { get; }

    /// <summary>The breaker itself: state, counts, and the operator's levers.</summary>
    public SlidingWindowCircuitBreaker Breaker { get; }

    /// <summary>Its last events, the newest first; runs of like call events are one entry.</summary>
    public IReadOnlyList<RecordedEvent> RecentEvents => _events.Newest();

    /// <summary>Its last transitions, the newest first. Kept apart, because a busy hour of calls pushes everything else out.</summary>
    public IReadOnlyList<RecordedEvent> RecentTransitions => _transitions.Newest();

    /// <summary>Stops its timers. The registry does so when the process ends.</summary>
    public void Dispose() => Breaker.Dispose();
}
