namespace Commerce.CircuitBreaker.Engine;

/// <summary>The outcomes of the current second and of the N-1 before it, one bucket per whole second of the epoch.</summary>
internal sealed class TimeWindow : OutcomeWindow
{
    private readonly WindowTotals[] _buckets;
    private readonly BreakerClock _clock;
    private readonly long _farBack;
    private WindowTotals _totals;
    private long _newestSecond;
    private long _newestEnds;
    private int _newest;

    public TimeWindow(int seconds, BreakerClock clock, long now)
    {
        _buckets = new WindowTotals[seconds];
        _clock = clock;
        _farBack = clock.StartOf(seconds + 1) - clock.StartOf(0);
        Relabel(clock.SecondOf(now));
    }

    public override long Record(CallOutcome outcome, long now)
    {
        MoveTo(now);
        _buckets[_newest].Add(outcome);
        _totals.Add(outcome);
        return _newestSecond;
    }

    public override void MarkSlowAsFailed(long position, long now)
    {
        MoveTo(now);
        var age = _newestSecond - position;
        if (age >= 0 && age < _buckets.Length)
        {
            _buckets[(int)((_newest - age + _buckets.Length) % _buckets.Length)].MarkSlowAsFailed();
            _totals.MarkSlowAsFailed();
        }
    }

    public override ref readonly WindowTotals TotalsAt(long now)
    {
        MoveTo(now);
        return ref _totals;
    }

    private void MoveTo(long now)
    {
        if (now >= _newestEnds)
        {
            var second = _clock.SecondOf(now);
            Expire(second - _newestSecond);
            Relabel(second);
        }
        else if (now < _newestEnds - _farBack)
        {
            // Only a time source that is not monotonic gets here: a thread that read the time a little earlier than another one does not
            // reach this far back. What is remembered keeps its age instead of its date, or nothing would expire for long.
            Relabel(_clock.SecondOf(now));
        }
    }

    private void Expire(long seconds)
    {
        if (seconds >= _buckets.Length)
        {
            Array.Clear(_buckets);
            _totals = default;
            return;
        }

        for (; seconds > 0; seconds--)
        {
            _newest = _newest + 1 == _buckets.Length ? 0 : _newest + 1;
            _totals.Remove(_buckets[_newest]);
            _buckets[_newest] = default;
        }
    }

    private void Relabel(long second)
    {
        _newestSecond = second;
        _newestEnds = _clock.StartOf(second + 1);
    }
}
