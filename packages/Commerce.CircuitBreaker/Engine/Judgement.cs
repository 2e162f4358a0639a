namespace Commerce.CircuitBreaker.Engine;

/// <summary>What a result meant to the period that counted it.</summary>
/// <param name="Announce">The thresholds to tell observers about.</param>
/// <param name="Next">The state to go to; null to stay.</param>
internal readonly record struct Judgement(Breach Announce, CircuitBreakerState? Next)
{
    /// <summary>Whether there is nothing to tell and nowhere to go, as after nearly every result.</summary>
    public bool IsNothing => Announce == Breach.None && Next is null;
}
