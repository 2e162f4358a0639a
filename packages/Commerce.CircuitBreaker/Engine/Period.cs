namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// One stay in one state. Entering a state, also the same one again, makes a new period: its identity tells a timer that is late
/// that it is. Members are called under the breaker's lock unless they say otherwise.
/// </summary>
internal abstract class Period(CircuitBreakerState state, PeriodMetrics metrics)
{
    private ITimer? _timer;
    private DateTimeOffset? _since;

    /// <summary>Readable without the lock.</summary>
    public CircuitBreakerState State { get; } = state;

    /// <summary>Readable without the lock.</summary>
    public PeriodMetrics Metrics { get; } = metrics;

    /// <summary>Whether every call may go ahead without asking. Readable without the lock.</summary>
    public bool AdmitsAll { get; protected init; }

    /// <summary>Whether calls are counted and published. Readable without the lock.</summary>
    public bool CountsCalls { get; protected init; } = true;

    /// <summary>Whether a call at <paramref name="now"/> is refused whoever else is calling. Called without the lock.</summary>
    public virtual bool SurelyRefuses(long now) => false;

    /// <summary>Takes a permit for one call, if there is one.</summary>
    public abstract bool TryTakePermit();

    /// <summary>A call ended without a result that counts.</summary>
    public virtual void ReturnPermit()
    {
    }

    /// <summary>Evaluates the window after a result was put into it.</summary>
    public abstract WindowEvaluation Evaluate(in WindowTotals totals);

    /// <summary>The state this period turns into by itself; null when it does not.</summary>
    public virtual CircuitBreakerState? WhenOver => null;

    /// <summary>How long after <paramref name="now"/> it does so. Called without the lock.</summary>
    public virtual TimeSpan Remaining(long now) => Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Tells a period that has just begun what the wall clock says; later calls change nothing. It is told, and does not ask when it is
    /// made, because that happens under the lock and a time provider is foreign code.
    /// </summary>
    public void SetSince(DateTimeOffset utcNow) => _since ??= utcNow;

    /// <summary>What the period knows at <paramref name="now"/>.</summary>
    public CircuitBreakerSnapshot Describe(string circuitName, long now)
    {
        var totals = Metrics.Window.TotalsAt(now);
        return new CircuitBreakerSnapshot(
            circuitName,
            State,
            _since!.Value,
            Metrics.FailureRate(totals),
            Metrics.SlowCallRate(totals),
            totals.Calls,
            totals.Failed,
            totals.Slow,
            totals.SlowFailed,
            Metrics.Refused,
            State == CircuitBreakerState.Open ? Remaining(now) : null);
    }

    /// <summary>Starts the clock of this period. Called without the lock, because a time provider is foreign code.</summary>
    public void Arm(BreakerClock clock, TimerCallback whenOver)
    {
        if (WhenOver is not null)
        {
            _timer = clock.Provider.CreateDetachedTimer(whenOver, this, Remaining(clock.Now));
        }
    }

    /// <summary>Stops the clock. A timer that fires all the same finds that its period is not the current one.</summary>
    public void Disarm() => _timer?.Dispose();
}
