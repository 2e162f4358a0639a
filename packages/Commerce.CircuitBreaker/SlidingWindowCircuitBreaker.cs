using System.ComponentModel.DataAnnotations;
using Commerce.CircuitBreaker.Engine;

namespace Commerce.CircuitBreaker;

/// <summary>
/// A circuit breaker as a thing of its own, which several pipelines can share. Whoever needs one breaker in one pipeline adds it with
/// <see cref="SlidingWindowCircuitBreakerBuilderExtensions"/> and never sees this class. Thread-safe.
/// </summary>
public sealed class SlidingWindowCircuitBreaker : IDisposable
{
    private readonly EventHub _events = new();
    private readonly StateMachine _machine;

    /// <summary>Makes a closed breaker.</summary>
    /// <param name="settings">Its numbers; later changes to the object have no effect.</param>
    /// <param name="timeProvider">Its only source of time, timers included.</param>
    /// <exception cref="ValidationException">A setting is out of its range.</exception>
    public SlidingWindowCircuitBreaker(SlidingWindowCircuitBreakerSettings settings, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(timeProvider);
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);

        Name = settings.Name ?? nameof(SlidingWindowCircuitBreaker);
        var clock = new BreakerClock(timeProvider);
        var rules = new BreakerRules(settings, clock);
        _machine = new StateMachine(Name, rules, _events);
        Permissions = new CallPermissions(rules, _machine, new CallEvents(Name, clock, _events), settings.CountSlowCallsInFlight);
    }

    /// <summary>Told the exceptions of observers; they reach nobody else.</summary>
    public event Action<Exception>? ObserverFailed
    {
        add => _events.ObserverFailed += value;
        remove => _events.ObserverFailed -= value;
    }

    /// <summary>The name of the breaker.</summary>
    public string Name { get; }

    /// <summary>The current state. Reading it changes nothing and takes no lock.</summary>
    public CircuitBreakerState State => _machine.Current.State;

    internal CallPermissions Permissions { get; }

    /// <summary>What the breaker knows now.</summary>
    public CircuitBreakerSnapshot GetSnapshot() => _machine.Snapshot();

    /// <summary>
    /// Changes the state by hand. Entering the current state again is allowed and renews its window, its permits and its wait.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The state cannot follow the current one: half-open after closed, half-open or open after metrics-only.
    /// </exception>
    public void TransitionTo(CircuitBreakerState state) => _machine.TransitionTo(state);

    /// <summary>Closes the breaker with an empty window, whatever its state.</summary>
    public void Reset() => _machine.Reset();

    /// <summary>Has an observer told about events.</summary>
    /// <param name="types">The kinds it wants. Those of single calls cost time on each call.</param>
    /// <param name="observer">
    /// Called on the thread where the event happens; what happens to the breaker itself is told one event at a time and in order.
    /// </param>
    /// <returns>Dispose it to end the observation.</returns>
    public IDisposable Subscribe(CircuitBreakerEventTypes types, Action<CircuitBreakerEvent> observer) =>
        _events.Subscribe(types, observer);

    /// <summary>Stops the timers. Calls still in flight may end; the state changes by itself no more.</summary>
    public void Dispose()
    {
        Permissions.Dispose();
        _machine.Dispose();
    }
}
