namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// A fixed number of trial calls goes through. A result keeps its permit, an ignored or cancelled call gives it back; as soon as
/// the rates are known they decide.
/// </summary>
internal sealed class HalfOpenPeriod(BreakerRules rules, long now) : Period(CircuitBreakerState.HalfOpen, rules.HalfOpenMetrics())
{
    private readonly long _endsAt = now + rules.Clock.ToTimestamps(rules.HalfOpenTimeLimit);
    private int _permits = rules.HalfOpenPermits;

    public override CircuitBreakerState? WhenOver => rules.HalfOpenTimeLimit > TimeSpan.Zero ? CircuitBreakerState.Open : null;

    public override TimeSpan Remaining(long now) => _endsAt > now ? rules.Clock.ToTimeSpan(_endsAt - now) : TimeSpan.Zero;

    public override bool TryTakePermit()
    {
        if (_permits == 0)
        {
            return false;
        }

        _permits--;
        return true;
    }

    public override void ReturnPermit() => _permits++;

    public override WindowEvaluation Evaluate(in WindowTotals totals) => Metrics.CompareWithThresholds(totals, rules) switch
    {
        ExceededThresholds.BelowMinimumCalls => default,
        ExceededThresholds.None => new WindowEvaluation(ExceededThresholds.None, CircuitBreakerState.Closed),
        _ => new WindowEvaluation(ExceededThresholds.None, CircuitBreakerState.Open),
    };
}
