using System.Diagnostics;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// What a call passes on its way in and out. While the breaker is closed the way in takes no lock and the way out a short one;
/// while it is open a refusal takes none.
/// </summary>
internal sealed class CallPermissions : IDisposable
{
    private readonly BreakerClock _clock;
    private readonly long _slowAfter;
    private readonly StateMachine _machine;
    private readonly CallEvents _events;
    private readonly InFlightWatch? _inFlight;

    public CallPermissions(BreakerRules rules, StateMachine machine, CallEvents events, bool watchInFlight)
    {
        (_clock, _slowAfter, _machine, _events) = (rules.Clock, rules.SlowAfter, machine, events);
        _inFlight = watchInFlight ? new InFlightWatch(rules, machine, events) : null;
    }

    /// <summary>Asks permission for a call. After a yes exactly one of the other methods has to end the call.</summary>
    /// <returns>Null when the call may go ahead, else the period that refused it.</returns>
    public Period? TryAcquire(out Admission admission)
    {
        admission = new Admission(_clock.Now, InFlight: null);
        var period = _machine.Current;
        if (period.AdmitsAll && _inFlight is null)
        {
            return null;
        }

        var refusedBy = period.SurelyRefuses(admission.StartedAt) ? period : AcquireUnderLock(ref admission);
        if (refusedBy is not null)
        {
            refusedBy.Metrics.CountRefusal();
            _events.Publish(refusedBy, CircuitBreakerEventTypes.NotPermitted, took: 0, exception: null);
        }

        return refusedBy;
    }

    /// <summary>A call ended in an outcome that counts.</summary>
    public void Record(in Admission admission, bool failed, Exception? exception)
    {
        var now = _clock.Now;
        var took = now - admission.StartedAt;
        _events.Publish(_machine.Current, failed ? CircuitBreakerEventTypes.Error : CircuitBreakerEventTypes.Success, took, exception);
        var outcome = (failed ? CallOutcome.Failed : CallOutcome.Success) | (took > _slowAfter ? CallOutcome.Slow : CallOutcome.Success);
        lock (_machine.Lock)
        {
            Count(admission, outcome, now);
        }

        _machine.PublishChanges();
    }

    /// <summary>A call ended in an outcome that is ignored.</summary>
    public void Ignore(in Admission admission, Exception? exception)
    {
        Release(admission);
        _events.Publish(_machine.Current, CircuitBreakerEventTypes.IgnoredError, _clock.Now - admission.StartedAt, exception);
    }

    /// <summary>A call ended without an outcome of the guarded operation.</summary>
    public void Release(in Admission admission)
    {
        lock (_machine.Lock)
        {
            // A call that was counted while in flight has used its permit up.
            var period = _machine.Current;
            if (Forget(admission).CountedIn != period.Metrics)
            {
                period.ReturnPermit();
            }
        }
    }

    public void Dispose() => _inFlight?.Dispose();

    private Period? AcquireUnderLock(ref Admission admission)
    {
        var now = admission.StartedAt;
        Period? refusedBy = null;
        TimeSpan? due = null;
        lock (_machine.Lock)
        {
            _inFlight?.CountSlow(now);
            if (_machine.Current is OpenPeriod open && open.IsOver(now))
            {
                _machine.Enter(CircuitBreakerState.HalfOpen, now);
            }

            if (!_machine.Current.TryTakePermit())
            {
                refusedBy = _machine.Current;
            }
            else if (_inFlight is not null)
            {
                (var call, due) = _inFlight.Add(now);
                admission = admission with { InFlight = call };
            }
        }

        _machine.PublishChanges();
        _inFlight?.Arm(due);
        return refusedBy;
    }

    private void Count(in Admission admission, CallOutcome outcome, long now)
    {
        Debug.Assert(_machine.Lock.IsHeldByCurrentThread);
        var period = _machine.Current;
        var (countedIn, position) = Forget(admission);
        if (!period.CountsCalls)
        {
            return;
        }

        if (countedIn != period.Metrics)
        {
            period.Metrics.Window.Record(outcome, now);
        }
        else if (outcome.HasFlag(CallOutcome.Failed))
        {
            period.Metrics.Window.MarkSlowAsFailed(position, now);
        }
        else
        {
            return; // It was counted as what it is while it was in flight, and evaluated then.
        }

        _machine.Apply(period.Evaluate(period.Metrics.Window.TotalsAt(now)), now);
    }

    private (PeriodMetrics? CountedIn, long Position) Forget(in Admission admission) =>
        admission.InFlight is null ? default : _inFlight!.Remove(admission.InFlight);
}
