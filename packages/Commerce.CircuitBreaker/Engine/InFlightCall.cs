namespace Commerce.CircuitBreaker.Engine;

/// <summary>A call that was let through and has not ended, while calls in flight are watched. Reused, hence mutable.</summary>
internal sealed class InFlightCall
{
    public long StartedAt { get; set; }

    public InFlightCall? Earlier { get; set; }

    public InFlightCall? Later { get; set; }

    /// <summary>The metrics that already count this call as slow; null as long as it is not counted.</summary>
    public PeriodMetrics? CountedIn { get; set; }

    /// <summary>Where in the window of <see cref="CountedIn"/> it is.</summary>
    public long Position { get; set; }
}
