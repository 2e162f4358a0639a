namespace Commerce.CircuitBreaker.Engine;

/// <summary>The settings of one breaker, frozen and in the units of its clock.</summary>
internal sealed class BreakerRules(SlidingWindowCircuitBreakerSettings settings, BreakerClock clock)
{
    private readonly SlidingWindowType _windowType = settings.WindowType;
    private readonly int _windowSize = settings.WindowSize;
    private readonly int _minimum = settings.MinimumNumberOfCalls;
    private readonly TimeSpan _openDuration = settings.OpenDuration;
    private readonly TimeSpan _maxOpenDuration = settings.MaxOpenDuration;
    private readonly double _multiplier = settings.OpenDurationMultiplier;

    public float FailureRateThreshold { get; } = settings.FailureRateThreshold;

    public float SlowCallRateThreshold { get; } = settings.SlowCallRateThreshold;

    /// <summary>A call is slow when it takes more timestamps than this.</summary>
    public long SlowAfter { get; } = clock.ToTimestamps(settings.SlowCallDurationThreshold);

    public int HalfOpenPermits { get; } = settings.PermittedCallsInHalfOpen;

    public TimeSpan HalfOpenTimeLimit { get; } = settings.HalfOpenTimeLimit;

    public bool AutomaticHalfOpen { get; } = settings.AutomaticHalfOpen;

    public BreakerClock Clock { get; } = clock;

    public PeriodMetrics ClosedMetrics(long now) => _windowType == SlidingWindowType.Count
        ? new PeriodMetrics(new CountWindow(_windowSize), Math.Min(_minimum, _windowSize))
        : new PeriodMetrics(new TimeWindow(_windowSize, Clock, now), _minimum);

    public PeriodMetrics HalfOpenMetrics() => new(new CountWindow(HalfOpenPermits), Math.Min(_minimum, HalfOpenPermits));

    /// <summary>The open duration after so many half-opens in a row that failed.</summary>
    public TimeSpan OpenDurationAfter(int failedHalfOpens)
    {
        if (_multiplier <= 1 || failedHalfOpens == 0)
        {
            return _openDuration;
        }

        var grown = _openDuration.TotalMilliseconds * Math.Pow(_multiplier, failedHalfOpens);
        return grown < _maxOpenDuration.TotalMilliseconds ? TimeSpan.FromMilliseconds(grown) : _maxOpenDuration;
    }
}
