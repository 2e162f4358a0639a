using System.Diagnostics;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// The current period of a breaker and the way to the next. Foreign code (observers, the time provider and its timers) never
/// runs under <see cref="Lock"/>: what a change entails is left for <see cref="PublishChanges"/>.
/// </summary>
/// <remarks>
/// The lock protocol. Whoever reads or changes what is inside the current period (its window, its permits, the calls in flight) holds
/// <see cref="Lock"/>; so do the callers of every member here that says so, which debug builds assert. What may be read without it is
/// <see cref="Current"/> and the members of a period that say so. Whoever changed something calls <see cref="PublishChanges"/> after
/// the lock was given back, on every path. The lock of <see cref="EventHub"/> is taken inside this one, never the other way round.
/// </remarks>
internal sealed class StateMachine : IDisposable
{
    private readonly string _name;
    private readonly BreakerClock _clock;
    private readonly Periods _periods;
    private readonly EventHub _events;
    private volatile Period _current;
    private volatile bool _hasChanges;
    private volatile bool _disposed;
    private Period? _unarmed;

    public StateMachine(string name, BreakerRules rules, EventHub events)
    {
        (_name, _clock, _events) = (name, rules.Clock, events);
        _periods = new Periods(name, rules);
        _current = _periods.Begin(CircuitBreakerState.Closed, from: null, _clock.Now);
        _current.SetSince(_clock.UtcNow);
    }

    /// <summary>Guards the current period and everything in it.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The current period. Readable without the lock.</summary>
    public Period Current => _current;

    /// <summary>Changes the state by hand. Entering the current state again renews its window, its permits and its wait.</summary>
    /// <exception cref="InvalidOperationException">That state cannot follow the current one.</exception>
    public void TransitionTo(CircuitBreakerState state)
    {
        var now = _clock.Now;
        lock (Lock)
        {
            Enter(state, now);
        }

        PublishChanges();
    }

    /// <summary>Closes the breaker with an empty window, whatever it was.</summary>
    public void Reset()
    {
        var now = _clock.Now;
        lock (Lock)
        {
            Enter(CircuitBreakerState.Closed, now);
            Enqueue(new CircuitBreakerEvent(_name, CircuitBreakerEventTypes.Reset, CircuitBreakerState.Closed));
        }

        PublishChanges();
    }

    /// <summary>
    /// Does what the current period made of a result. Called under the lock; <see cref="PublishChanges"/> has to follow outside it.
    /// </summary>
    public void Apply(in WindowEvaluation evaluation, long now)
    {
        Debug.Assert(Lock.IsHeldByCurrentThread);
        if (evaluation.HasNoEffect)
        {
            return;
        }

        var metrics = _current.Metrics;
        var totals = metrics.Window.TotalsAt(now);
        if (evaluation.Exceeded.HasFlag(ExceededThresholds.FailureRate))
        {
            EnqueueRate(CircuitBreakerEventTypes.FailureRateExceeded, metrics.FailureRate(totals));
        }

        if (evaluation.Exceeded.HasFlag(ExceededThresholds.SlowCallRate))
        {
            EnqueueRate(CircuitBreakerEventTypes.SlowCallRateExceeded, metrics.SlowCallRate(totals));
        }

        if (evaluation.Next is { } next)
        {
            Enter(next, now);
        }
    }

    /// <summary>Begins a period. Called under the lock; <see cref="PublishChanges"/> has to follow outside it.</summary>
    public void Enter(CircuitBreakerState state, long now)
    {
        Debug.Assert(Lock.IsHeldByCurrentThread);
        var left = _current;
        _current = _unarmed = _periods.Begin(state, left, now);
        left.Disarm();
        _hasChanges = true;
        if (left.State != state)
        {
            Enqueue(new CircuitBreakerEvent(_name, CircuitBreakerEventTypes.StateTransition, state) { PreviousState = left.State });
        }
    }

    /// <summary>Keeps an event for <see cref="PublishChanges"/>. Called under the lock.</summary>
    public void Enqueue(in CircuitBreakerEvent happened)
    {
        Debug.Assert(Lock.IsHeldByCurrentThread);
        _events.Enqueue(happened);
        _hasChanges = true;
    }

    /// <summary>Starts the clock of a new period and publishes what happened. Called outside the lock.</summary>
    public void PublishChanges()
    {
        Debug.Assert(!Lock.IsHeldByCurrentThread);
        if (!_hasChanges)
        {
            return;
        }

        Period? fresh;
        var utcNow = _clock.UtcNow;
        lock (Lock)
        {
            _current.SetSince(utcNow);
            (fresh, _unarmed, _hasChanges) = (_disposed ? null : _unarmed, null, false);
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
        var (now, utcNow) = (_clock.Now, _clock.UtcNow);
        lock (Lock)
        {
            _current.SetSince(utcNow);
            return _current.Describe(_name, now);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _current.Disarm();
    }

    private void WhenOver(object? period)
    {
        var now = _clock.Now;
        lock (Lock)
        {
            // A timer that was late or could not be stopped in time belongs to a period that is no longer the current one.
            if (_disposed || period != _current || _current.WhenOver is not { } next)
            {
                return;
            }

            Enter(next, now);
        }

        PublishChanges();
    }

    private void EnqueueRate(CircuitBreakerEventTypes type, float rate) =>
        Enqueue(new CircuitBreakerEvent(_name, type, _current.State) { Rate = rate });
}
