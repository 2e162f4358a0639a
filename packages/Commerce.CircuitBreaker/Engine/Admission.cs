namespace Commerce.CircuitBreaker.Engine;

/// <summary>The right of one call to run. Exactly one of record, ignore and release ends it.</summary>
/// <param name="StartedAt">When permission was asked.</param>
/// <param name="InFlight">Its place among the watched calls, when they are watched.</param>
internal readonly record struct Admission(long StartedAt, InFlightCall? InFlight);
