namespace Commerce.CircuitBreaker.Engine;

/// <summary>The outcomes a breaker still remembers. Not thread-safe: the breaker's lock guards it.</summary>
internal abstract class OutcomeWindow
{
    /// <summary>Records an outcome.</summary>
    /// <param name="now">The timestamp at which the call ended.</param>
    /// <returns>Where it was put, for <see cref="MarkSlowAsFailed"/>.</returns>
    public abstract long Record(CallOutcome outcome, long now);

    /// <summary>Turns the slow success recorded at <paramref name="position"/> into a slow failure, if it is still remembered.</summary>
    public abstract void MarkSlowAsFailed(long position, long now);

    /// <summary>What is remembered at <paramref name="now"/>.</summary>
    public abstract ref readonly WindowTotals TotalsAt(long now);
}
