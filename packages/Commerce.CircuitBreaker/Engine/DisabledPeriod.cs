namespace Commerce.CircuitBreaker.Engine;

/// <summary>Everything goes through and nothing is counted, as if there were no breaker.</summary>
internal sealed class DisabledPeriod : Period
{
    public DisabledPeriod()
        : base(CircuitBreakerState.Disabled, PeriodMetrics.WithoutResults()) => (AdmitsAll, CountsCalls) = (true, false);

    public override bool TryTakePermit() => true;

    public override WindowEvaluation Evaluate(in WindowTotals totals) => default;
}
