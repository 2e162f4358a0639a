namespace Commerce.CircuitBreaker.Engine;

/// <summary>Nothing goes through until somebody says so.</summary>
internal sealed class ForcedOpenPeriod : Period
{
    public ForcedOpenPeriod()
        : base(CircuitBreakerState.ForcedOpen, PeriodMetrics.WithoutResults()) => CountsCalls = false;

    public override bool SurelyRefuses(long now) => true;

    public override bool TryTakePermit() => false;

    public override WindowEvaluation Evaluate(in WindowTotals totals) => default;
}
