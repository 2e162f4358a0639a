namespace Commerce.CircuitBreaker;

/// <summary>The state of a sliding-window circuit breaker. The numbers are part of the contract: metrics carry them.</summary>
public enum CircuitBreakerState
{
    /// <summary>Every call is let through, counted, and may open the breaker.</summary>
    Closed = 0,

    /// <summary>Every call is refused until the open duration is over.</summary>
    Open = 1,

    /// <summary>A fixed number of trial calls is let through; their results decide between closed and open.</summary>
    HalfOpen = 2,

    /// <summary>Every call is let through and nothing is counted. Left only by hand.</summary>
    Disabled = 3,

    /// <summary>Every call is refused. Left only by hand.</summary>
    ForcedOpen = 4,

    /// <summary>Every call is let through and counted, rates are announced, and nothing ever opens. Left only by hand.</summary>
    MetricsOnly = 5,
}
