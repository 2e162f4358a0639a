namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// Nothing goes through until the wait is over. Results of calls let through earlier are still counted in the metrics of the period
/// before, and decide nothing.
/// </summary>
internal sealed class OpenPeriod(BreakerRules rules, PeriodMetrics metrics, long now, TimeSpan wait)
    : Period(CircuitBreakerState.Open, metrics)
{
    private readonly long _wait = rules.Clock.ToTimestamps(wait);
    private long _openedAt = now;

    public override CircuitBreakerState? WhenOver => rules.AutomaticHalfOpen ? CircuitBreakerState.HalfOpen : null;

    public override TimeSpan Remaining(long now)
    {
        var left = Volatile.Read(ref _openedAt) + _wait - now;
        return left > 0 ? rules.Clock.ToTimeSpan(left) : TimeSpan.Zero;
    }

    // The wait has to be exceeded: a call at its very end is still refused, while the automatic transition happens right then.
    public override bool SurelyRefuses(long now)
    {
        var waited = now - Volatile.Read(ref _openedAt);
        return waited >= 0 && waited <= _wait;
    }

    /// <summary>Whether a call at <paramref name="now"/> finds the wait over.</summary>
    public bool IsOver(long now)
    {
        if (now < _openedAt)
        {
            // Only a time source that is not monotonic gets here; the wait starts anew instead of lasting until the clock catches up.
            Volatile.Write(ref _openedAt, now);
        }

        return now - _openedAt > _wait;
    }

    public override bool TryTakePermit() => false;

    public override WindowEvaluation Evaluate(in WindowTotals totals) => default;
}
