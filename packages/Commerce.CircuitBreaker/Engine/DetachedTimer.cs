namespace Commerce.CircuitBreaker.Engine;

/// <summary>Timers that belong to the breaker and not to the call that happened to start them.</summary>
internal static class DetachedTimer
{
    /// <summary>
    /// Creates a timer that fires once. It does not capture the execution context: the request that opened a breaker, its span and its
    /// scopes would otherwise live as long as the breaker is open.
    /// </summary>
    /// <param name="due">
    /// When to fire, at the earliest: timers count whole milliseconds and cut the rest off, so the rest is rounded up here.
    /// <see cref="Timeout.InfiniteTimeSpan"/> means not at all.
    /// </param>
    public static ITimer CreateDetachedTimer(this TimeProvider provider, TimerCallback callback, object? state, TimeSpan due)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return provider.CreateTimer(callback, state, RoundUp(due), Timeout.InfiniteTimeSpan);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return provider.CreateTimer(callback, state, RoundUp(due), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Rounds up to whole milliseconds.</summary>
    public static TimeSpan RoundUp(TimeSpan due) => TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
}
