using System.Diagnostics;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// Counts calls in flight as slow when they are, by a timer and at each admission: when every thread hangs, timers are late, and the
/// next call should not have to wait for one. Members are called under the breaker's lock unless they say otherwise.
/// </summary>
internal sealed class InFlightWatch : IDisposable
{
    private readonly BreakerClock _clock;
    private readonly StateMachine _machine;
    private readonly CallEvents _events;
    private readonly InFlightCalls _calls;

    public InFlightWatch(BreakerRules rules, StateMachine machine, CallEvents events)
    {
        (_clock, _machine, _events) = (rules.Clock, machine, events);
        _calls = new InFlightCalls(rules, _ => WhenOneIsSlow());
    }

    /// <summary>Watches a call that was let through.</summary>
    /// <returns>The call's place, and when to <see cref="Arm"/> the timer, if it has to be.</returns>
    public (InFlightCall Call, TimeSpan? Due) Add(long now)
    {
        Debug.Assert(_machine.Lock.IsHeldByCurrentThread);
        return (_calls.Add(now), _calls.DueForArming(now));
    }

    /// <summary>Forgets a call that has ended.</summary>
    /// <returns>The metrics that count it already, and where.</returns>
    public (PeriodMetrics? CountedIn, long Position) Remove(InFlightCall call)
    {
        Debug.Assert(_machine.Lock.IsHeldByCurrentThread);
        return _calls.Remove(call);
    }

    /// <summary>Counts the calls that are slow by now. The state may change.</summary>
    public void CountSlow(long now)
    {
        Debug.Assert(_machine.Lock.IsHeldByCurrentThread);
        while (_calls.TakeSlow(now) is { } call)
        {
            var period = _machine.Current;
            if (period.CountsCalls)
            {
                (call.CountedIn, call.Position) = (period.Metrics, period.Metrics.Window.Record(CallOutcome.Slow, now));
                _machine.Enqueue(_events.Of(period, CircuitBreakerEventTypes.SlowCallInFlight, now - call.StartedAt, exception: null));
                _machine.Apply(period.Evaluate(period.Metrics.Window.TotalsAt(now)), now);
            }
        }
    }

    /// <summary>Sets the timer. Called without the lock.</summary>
    public void Arm(TimeSpan? due)
    {
        if (due is { } span)
        {
            _calls.Arm(span);
        }
    }

    public void Dispose() => _calls.Dispose();

    private void WhenOneIsSlow()
    {
        TimeSpan? due;
        var now = _clock.Now;
        lock (_machine.Lock)
        {
            _calls.Disarm();
            CountSlow(now);
            due = _calls.DueForArming(now);
        }

        _machine.PublishChanges();
        Arm(due);
    }
}
