namespace Commerce.ServiceDefaults.CircuitBreaker.Engine;

/// <summary>What a result meant to the period that counted it.</summary>
/// <param name="Announce">The thresholds to tell observers about.</param>
/// <param name="Next">The state to go to; null to stay.</param>
internal readonly record struct Judgement(Breach Announce, CircuitBreakerState? Next);
