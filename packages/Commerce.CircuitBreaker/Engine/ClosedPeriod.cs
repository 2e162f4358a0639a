namespace Commerce.CircuitBreaker.Engine;

/// <summary>Everything goes through; the result that makes a rate reach its threshold opens the breaker.</summary>
internal sealed class ClosedPeriod : Period
{
    private readonly BreakerRules _rules;

    public ClosedPeriod(BreakerRules rules, long now)
        : base(CircuitBreakerState.Closed, rules.ClosedMetrics(now)) => (_rules, AdmitsAll) = (rules, true);

    public override bool TryTakePermit() => true;

    public override Judgement Judge(in WindowTotals totals)
    {
        var breach = Metrics.Judge(totals, _rules);
        return breach is Breach.None or Breach.Unknown ? default : new Judgement(breach, CircuitBreakerState.Open);
    }
}
