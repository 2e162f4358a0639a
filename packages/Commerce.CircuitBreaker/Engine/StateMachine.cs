namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// The current period of a breaker and the way to the next. Foreign code (observers, timers of the time provider) never runs under
/// <see cref="Gate"/>: what a change entails is left for <see cref="Settle"/>.
/// </summary>
internal sealed class StateMachine : IDisposable
{
    private readonly string _name;
    private readonly BreakerClock _clock;
    private readonly Periods _periods;
    private readonly EventHub _events;
    private volatile Period _current;
    private volatile bool _unsettled;
    private volatile bool _disposed;
    private Period? _unarmed;

    public StateMachine(string name, BreakerRules rules, EventHub events)
    {
        (_name, _clock, _events) = (name, rules.Clock, events);
        _periods = new Periods(name, rules);
        _current = _periods.Begin(CircuitBreakerState.Closed, from: null, _clock.Now);
    }

    /// <summary>Guards the current period and everything in it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The current period. Readable without the lock.</summary>
    public Period Current => _current;

    /// <summary>Changes the state by hand. Entering the current state again renews its window, its permits and its wait.</summary>
    /// <exception cref="InvalidOperationException">That state cannot follow the current one.</exception>
    public void TransitionTo(CircuitBreakerState state)
    {
        lock (Gate)
        {
            Enter(state, _clock.Now);
        }

        Settle();
    }

    /// <summary>Closes the breaker with an empty window, whatever it was.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            Enter(CircuitBreakerState.Closed, _clock.Now);
            Enqueue(new CircuitBreakerEvent(_name, CircuitBreakerEventTypes.Reset, CircuitBreakerState.Closed));
        }

        Settle();
    }

    /// <summary>
    /// Does what the current period made of a result. Called under the lock; <see cref="Settle"/> has to follow outside it.
    /// </summary>
    public void Apply(in Judgement judgement, long now)
    {
        if (judgement.IsNothing)
        {
            return;
        }

        var metrics = _current.Metrics;
        var totals = metrics.Window.TotalsAt(now);
        if (judgement.Announce.HasFlag(Breach.FailureRate))
        {
            Announce(CircuitBreakerEventTypes.FailureRateExceeded, metrics.FailureRate(totals));
        }

        if (judgement.Announce.HasFlag(Breach.SlowCallRate))
        {
            Announce(CircuitBreakerEventTypes.SlowCallRateExceeded, metrics.SlowCallRate(totals));
        }

        if (judgement.Next is { } next)
        {
            Enter(next, now);
        }
    }

    /// <summary>Begins a period. Called under the lock; <see cref="Settle"/> has to follow outside it.</summary>
    public void Enter(CircuitBreakerState state, long now)
    {
        var left = _current;
        _current = _unarmed = _periods.Begin(state, left, now);
        left.Disarm();
        _unsettled = true;
        if (left.State != state)
        {
            Enqueue(new CircuitBreakerEvent(_name, CircuitBreakerEventTypes.StateTransition, state) { PreviousState = left.State });
        }
    }

    /// <summary>Keeps an event for <see cref="Settle"/>. Called under the lock.</summary>
    public void Enqueue(in CircuitBreakerEvent happened)
    {
        _events.Enqueue(happened);
        _unsettled = true;
    }

    /// <summary>Starts the clock of a new period and tells what happened. Called outside the lock.</summary>
    public void Settle()
    {
        if (!_unsettled)
        {
            return;
        }

        Period? fresh;
        lock (Gate)
        {
            (fresh, _unarmed, _unsettled) = (_disposed ? null : _unarmed, null, false);
        }

        if (fresh is not null)
        {
            fresh.Arm(_clock, WhenOver);
            if (fresh != _current || _disposed)
            {
                fresh.Disarm(); // It was left before its clock ran: nobody else will stop it.
            }
        }

        _events.Drain();
    }

    public CircuitBreakerSnapshot Snapshot()
    {
        lock (Gate)
        {
            return _current.Describe(_name, _clock.Now);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _current.Disarm();
    }

    private void WhenOver(object? period)
    {
        lock (Gate)
        {
            // A timer that was late or could not be stopped in time belongs to a period that is no longer the current one.
            if (_disposed || period != _current || _current.WhenOver is not { } next)
            {
                return;
            }

            Enter(next, _clock.Now);
        }

        Settle();
    }

    private void Announce(CircuitBreakerEventTypes type, float rate) =>
        Enqueue(new CircuitBreakerEvent(_name, type, _current.State) { Rate = rate });
}
