namespace Commerce.CircuitBreaker.Engine;

/// <summary>Everything goes through and is counted; each threshold is reported once, and nothing follows from it.</summary>
internal sealed class MetricsOnlyPeriod : Period
{
    private readonly BreakerRules _rules;
    private ExceededThresholds _reported = ExceededThresholds.BelowMinimumCalls;

    public MetricsOnlyPeriod(BreakerRules rules, long now)
        : base(CircuitBreakerState.MetricsOnly, rules.ClosedMetrics(now)) => (_rules, AdmitsAll) = (rules, true);

    public override bool TryTakePermit() => true;

    public override WindowEvaluation Evaluate(in WindowTotals totals)
    {
        var fresh = Metrics.CompareWithThresholds(totals, _rules) & ~_reported;
        _reported |= fresh;
        return new WindowEvaluation(fresh, Next: null);
    }
}
