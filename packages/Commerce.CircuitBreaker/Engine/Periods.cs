namespace Commerce.CircuitBreaker.Engine;

/// <summary>Makes the period of each state, and knows which state may follow which.</summary>
internal sealed class Periods(string circuitName, BreakerRules rules)
{
    private int _failedHalfOpens;

    /// <summary>Begins a stay in <paramref name="to"/> after <paramref name="from"/>, or the first one of a breaker.</summary>
    /// <exception cref="InvalidOperationException">That state cannot follow.</exception>
    public Period Begin(CircuitBreakerState to, Period? from, long now)
    {
        EnsureMayFollow(to, from?.State);
        _failedHalfOpens = to switch
        {
            CircuitBreakerState.Open when from?.State == CircuitBreakerState.HalfOpen => _failedHalfOpens + 1,
            CircuitBreakerState.Open or CircuitBreakerState.HalfOpen => _failedHalfOpens,
            _ => 0,
        };
        return to switch
        {
            CircuitBreakerState.Closed => new ClosedPeriod(rules, now),
            CircuitBreakerState.Open =>
                new OpenPeriod(rules, MetricsFor(from, now), now, rules.OpenDurationAfter(_failedHalfOpens)),
            CircuitBreakerState.HalfOpen => new HalfOpenPeriod(rules, now),
            CircuitBreakerState.Disabled => new DisabledPeriod(),
            CircuitBreakerState.ForcedOpen => new ForcedOpenPeriod(),
            CircuitBreakerState.MetricsOnly => new MetricsOnlyPeriod(rules, now),
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, "This is not a state of a circuit breaker."),
        };
    }

    private void EnsureMayFollow(CircuitBreakerState to, CircuitBreakerState? from)
    {
        var legal = (from, to) is not (CircuitBreakerState.Closed, CircuitBreakerState.HalfOpen)
            and not (CircuitBreakerState.MetricsOnly, CircuitBreakerState.HalfOpen or CircuitBreakerState.Open);
        if (!legal)
        {
            throw new InvalidOperationException($"CircuitBreaker '{circuitName}' cannot go from {from!.Value.Name()} to {to.Name()}.");
        }
    }

    // What opened the breaker stays visible and goes on ageing. States that count nothing leave no window, but late results
    // of calls from before them still need one.
    private PeriodMetrics MetricsFor(Period? from, long now) => from switch
    {
        { CountsCalls: true } => from.Metrics,
        not null => rules.ClosedMetrics(now).ContinueRefusalsOf(from.Metrics),
        null => rules.ClosedMetrics(now),
    };
}
