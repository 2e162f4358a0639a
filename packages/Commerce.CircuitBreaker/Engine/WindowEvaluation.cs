namespace Commerce.CircuitBreaker.Engine;

/// <summary>What follows from a result for the period that counted it.</summary>
/// <param name="Exceeded">The thresholds to publish an event about.</param>
/// <param name="Next">The state to go to; null to stay.</param>
internal readonly record struct WindowEvaluation(ExceededThresholds Exceeded, CircuitBreakerState? Next)
{
    /// <summary>Whether there is no event to publish and no state to enter, as after nearly every result.</summary>
    public bool HasNoEffect => Exceeded == ExceededThresholds.None && Next is null;
}
