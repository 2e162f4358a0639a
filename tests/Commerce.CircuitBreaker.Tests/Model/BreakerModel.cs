using State = Commerce.CircuitBreaker.CircuitBreakerState;

namespace Commerce.CircuitBreaker.Tests.Model;

/// <summary>The breaker once more, as plainly as the rules can be written down: one thread, milliseconds, no timers.</summary>
internal sealed class BreakerModel(ModelSettings settings, long now)
{
    private readonly List<ModelCall> _inFlight = [];
    private ModelWindow _window = Fresh(settings);
    private long _now = now;
    private long _enteredAt = now;
    private long _wait;
    private int _permits;
    private int _failedTrials;

    public State State { get; private set; } = State.Closed;

    public long Refused => _window.Refused;

    public (float Failure, float Slow) Rates => _window.Rates(_now);

    public (long Calls, long Failed, long Slow, long SlowFailed) Counts => _window.Counts(_now);

    public ModelCall? TryStart()
    {
        if (State == State.Open && _now - _enteredAt > _wait)
        {
            Enter(State.HalfOpen);
        }

        if (State is State.Open or State.ForcedOpen || (State == State.HalfOpen && _permits == 0))
        {
            _window.Refused++;
            return null;
        }

        _permits--;
        var call = new ModelCall(_now);
        _inFlight.Add(call);
        return call;
    }

    public void End(ModelCall call, string how)
    {
        _inFlight.Remove(call);
        if (how is "ign" or "rel")
        {
            _permits += call.CountedIn == _window ? 0 : 1;
            return;
        }

        var failed = how is "err" or "bad";
        if (State is State.Disabled or State.ForcedOpen || (call.CountedIn == _window && !failed))
        {
            return;
        }

        if (call.CountedIn == _window)
        {
            call.Counted!.Failed = true;
        }
        else
        {
            _window.Add(_now, failed, _now - call.StartedAt > settings.SlowAfter);
        }

        Judge();
    }

    public void Advance(long milliseconds)
    {
        var target = _now + milliseconds;
        while (NextChange() is { } due && due.At <= target)
        {
            _now = due.At;
            due.Change();
        }

        _now = target;
    }

    public void Enter(State to)
    {
        _failedTrials = (State, to) switch
        {
            (State.HalfOpen, State.Open) => _failedTrials + 1,
            (_, State.Open or State.HalfOpen) => _failedTrials,
            _ => 0,
        };
        var refused = _window.Refused;
        _window = to switch
        {
            State.Open when State is State.Disabled or State.ForcedOpen => Fresh(settings, refused),
            State.Open => _window,
            State.HalfOpen => new ModelWindow(SlidingWindowType.Count, settings.Permits, Math.Min(settings.Minimum, settings.Permits)),
            _ => Fresh(settings),
        };
        (State, _enteredAt, _permits) = (to, _now, settings.Permits);
        var grown = settings.Wait * Math.Pow(settings.Multiplier, _failedTrials);
        _wait = settings.Multiplier > 1 && _failedTrials > 0 ? (long)Math.Min(grown, ModelSettings.MaxWait) : settings.Wait;
    }

    private void Judge()
    {
        var (failure, slow) = _window.Rates(_now);
        if (failure < 0 || State is not (State.Closed or State.HalfOpen))
        {
            return;
        }

        if (failure >= settings.FailureRate || slow >= settings.SlowRate)
        {
            Enter(State.Open);
        }
        else if (State == State.HalfOpen)
        {
            Enter(State.Closed);
        }
    }

    private (long At, Action Change)? NextChange() => State switch
    {
        _ when settings.InFlight => NextSlow(),
        State.Open when settings.Automatic => (_enteredAt + _wait, () => Enter(State.HalfOpen)),
        State.HalfOpen when settings.HalfOpenLimit > 0 => (_enteredAt + settings.HalfOpenLimit, () => Enter(State.Open)),
        _ => null,
    };

    private (long At, Action Change)? NextSlow() =>
        _inFlight.Where(call => !call.Overdue).MinBy(call => call.StartedAt) is { } oldest
            ? (Math.Max(_now, oldest.StartedAt + settings.SlowAfter + 1), () => CountInFlight(oldest))
            : null;

    private void CountInFlight(ModelCall call)
    {
        call.Overdue = true;
        if (State is not (State.Disabled or State.ForcedOpen))
        {
            (call.CountedIn, call.Counted) = (_window, _window.Add(_now, failed: false, slow: true));
            Judge();
        }
    }

    private static ModelWindow Fresh(ModelSettings settings, long refused = 0) =>
        new(settings.Type, settings.Size, settings.Type == SlidingWindowType.Count
            ? Math.Min(settings.Minimum, settings.Size)
            : settings.Minimum)
        {
            Refused = refused,
        };
}

internal sealed class ModelCall(long startedAt)
{
    public long StartedAt { get; } = startedAt;

    public bool Overdue { get; set; }

    public ModelWindow? CountedIn { get; set; }

    public ModelResult? Counted { get; set; }
}
