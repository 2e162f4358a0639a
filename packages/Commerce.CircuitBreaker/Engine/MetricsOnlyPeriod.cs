namespace Commerce.CircuitBreaker.Engine;

/// <summary>Everything goes through and is counted; each threshold is told about once, and nothing follows from it.</summary>
internal sealed class MetricsOnlyPeriod : Period
{
    private readonly BreakerRules _rules;
    private Breach _told = Breach.Unknown;

    public MetricsOnlyPeriod(BreakerRules rules, long now)
        : base(CircuitBreakerState.MetricsOnly, rules.ClosedMetrics(now)) => (_rules, AdmitsAll) = (rules, true);

    public override bool TryTakePermit() => true;

    public override Judgement Judge(in WindowTotals totals)
    {
        var fresh = Metrics.Judge(totals, _rules) & ~_told;
        _told |= fresh;
        return new Judgement(fresh, Next: null);
    }
}
