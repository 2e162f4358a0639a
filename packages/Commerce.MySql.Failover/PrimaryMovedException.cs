namespace Commerce.MySql.Failover;

/// <summary>Another server became the primary while this one's answer was waited for: what it was sent may have taken place.</summary>
public sealed class PrimaryMovedException(Exception inner) : Exception("Another server has become the primary.", inner);
