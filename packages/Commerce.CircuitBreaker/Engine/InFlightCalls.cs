namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// The calls in flight that are not slow yet, oldest first. All calls share one threshold, so the oldest is always the next to be slow
/// and one timer is enough. Ended calls are kept for reuse: watching allocates nothing once the list has had its longest.
/// Members are called under the breaker's lock unless they say otherwise.
/// </summary>
internal sealed class InFlightCalls(BreakerRules rules, TimerCallback whenSlow) : IDisposable
{
    private readonly ITimer _timer = rules.Clock.Provider.CreateDetachedTimer(whenSlow, null, Timeout.InfiniteTimeSpan);
    private InFlightCall? _oldest;
    private InFlightCall? _newest;
    private InFlightCall? _spare;
    private bool _armed;

    /// <summary>Whether a call waits to become slow and no timer runs for it.</summary>
    public bool NeedsTimer => _oldest is not null && !_armed;

    public InFlightCall Add(long startedAt)
    {
        var call = _spare ?? new InFlightCall();
        _spare = call.Later;
        (call.StartedAt, call.Later, call.Earlier) = (startedAt, null, _newest);
        _oldest ??= call;
        _newest?.Later = call;
        _newest = call;
        return call;
    }

    /// <summary>Takes the oldest call off the list if it is slow at <paramref name="now"/>.</summary>
    public InFlightCall? TakeSlow(long now)
    {
        var call = _oldest;
        if (call is null || now - call.StartedAt <= rules.SlowAfter)
        {
            return null;
        }

        Unlink(call);
        return call;
    }

    /// <summary>The call has ended: forget it. It may not be touched afterwards.</summary>
    /// <returns>The metrics that count it already, and where.</returns>
    public (PeriodMetrics? CountedIn, long Position) Remove(InFlightCall call)
    {
        var counted = (call.CountedIn, call.Position);
        if (call == _oldest || call.Earlier is not null)
        {
            Unlink(call);
        }

        (call.CountedIn, call.Later) = (null, _spare);
        _spare = call;
        return counted;
    }

    /// <summary>The timer has fired: it is to be armed again for the calls that are left.</summary>
    public void Disarm() => _armed = false;

    /// <summary>When the oldest call will be slow, and marks the timer as armed for it; null when no timer is needed.</summary>
    public TimeSpan? DueForArming(long now)
    {
        if (!NeedsTimer)
        {
            return null;
        }

        _armed = true;
        var due = _oldest!.StartedAt + rules.SlowAfter + 1 - now;
        return due > 0 ? DetachedTimer.RoundUp(rules.Clock.ToTimeSpan(due)) : TimeSpan.Zero;
    }

    /// <summary>Sets the timer. Called without the lock, but only after <see cref="DueForArming"/> gave an answer.</summary>
    public void Arm(TimeSpan due) => _timer.Change(due, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private void Unlink(InFlightCall call)
    {
        if (call.Earlier is null)
        {
            _oldest = call.Later;
        }
        else
        {
            call.Earlier.Later = call.Later;
        }

        if (call.Later is null)
        {
            _newest = call.Earlier;
        }
        else
        {
            call.Later.Earlier = call.Earlier;
        }

        (call.Earlier, call.Later) = (null, null);
    }
}
