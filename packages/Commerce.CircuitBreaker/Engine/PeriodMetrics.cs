namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// A window, the minimum from which its rates are known, and the calls refused meanwhile. An open period goes on with the metrics of
/// the period before it, so what made the breaker open stays visible.
/// </summary>
internal sealed class PeriodMetrics(OutcomeWindow window, int minimum)
{
    private const float Unknown = -1;
    private long _refused;

    /// <summary>Metrics of a state that counts refusals and nothing else.</summary>
    public static PeriodMetrics WithoutResults() => new(new CountWindow(1), minimum: 1);

    public OutcomeWindow Window { get; } = window;

    public long Refused => Interlocked.Read(ref _refused);

    public void CountRefusal() => Interlocked.Increment(ref _refused);

    /// <summary>Goes on counting refusals where <paramref name="before"/> stopped.</summary>
    public PeriodMetrics ContinueRefusalsOf(PeriodMetrics before)
    {
        _refused = before.Refused;
        return this;
    }

    public float FailureRate(in WindowTotals totals) => Percent(totals.Failed, totals.Calls);

    public float SlowCallRate(in WindowTotals totals) => Percent(totals.Slow, totals.Calls);

    /// <summary>Holds the rates against the thresholds, which count as reached when equalled.</summary>
    public ExceededThresholds CompareWithThresholds(in WindowTotals totals, BreakerRules rules)
    {
        if (totals.Calls < minimum)
        {
            return ExceededThresholds.BelowMinimumCalls;
        }

        return (FailureRate(totals) >= rules.FailureRateThreshold ? ExceededThresholds.FailureRate : ExceededThresholds.None)
            | (SlowCallRate(totals) >= rules.SlowCallRateThreshold ? ExceededThresholds.SlowCallRate : ExceededThresholds.None);
    }

    // Single precision is part of the contract: 1 of 3 against a threshold of 33.333332 is decided by the rounding.
    private float Percent(long part, long calls)
    {
        if (calls == 0 || calls < minimum)
        {
            return Unknown;
        }

        // Mostly nothing is wrong, and a division saved under the lock is time saved for everybody who waits for it.
        return part == 0 ? 0 : part * 100.0f / calls;
    }
}
