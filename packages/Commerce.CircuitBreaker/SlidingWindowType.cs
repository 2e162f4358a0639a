namespace Commerce.CircuitBreaker;

/// <summary>What the size of the sliding window counts.</summary>
public enum SlidingWindowType
{
    /// <summary>The window holds the last N results, however old they are.</summary>
    Count = 0,

    /// <summary>
    /// The window holds the results of the current whole second and of the N-1 seconds before it. Seconds are those of the epoch,
    /// so a result counts for more than N-1 and at most N seconds.
    /// </summary>
    Time = 1,
}
