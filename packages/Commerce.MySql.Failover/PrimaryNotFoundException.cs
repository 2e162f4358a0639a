namespace Commerce.MySql.Failover;

/// <summary>None of the servers is the primary of a group with a majority, or none of them answers. Nothing was sent.</summary>
public sealed class PrimaryNotFoundException(string message) : Exception(message);
