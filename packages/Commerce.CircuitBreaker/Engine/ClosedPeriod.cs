namespace Commerce.CircuitBreaker.Engine;

/// <summary>Everything goes through; the result that makes a rate reach its threshold opens the breaker.</summary>
internal sealed class ClosedPeriod : Period
{
    private readonly BreakerRules _rules;

    public ClosedPeriod(BreakerRules rules, long now)
        : base(CircuitBreakerState.Closed, rules.ClosedMetrics(now)) => (_rules, AdmitsAll) = (rules, true);

    public override bool TryTakePermit() => true;

    public override WindowEvaluation Evaluate(in WindowTotals totals)
    {
        var exceeded = Metrics.CompareWithThresholds(totals, _rules);
        return exceeded is ExceededThresholds.None or ExceededThresholds.BelowMinimumCalls
            ? default
            : new WindowEvaluation(exceeded, CircuitBreakerState.Open);
    }
}
