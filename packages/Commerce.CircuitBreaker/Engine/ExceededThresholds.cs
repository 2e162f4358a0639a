namespace Commerce.CircuitBreaker.Engine;

/// <summary>Which thresholds the rates of a window have reached.</summary>
[Flags]
internal enum ExceededThresholds
{
    None = 0,
    FailureRate = 1,
    SlowCallRate = 2,

    /// <summary>Too few calls to know any rate.</summary>
    BelowMinimumCalls = 4,
}
