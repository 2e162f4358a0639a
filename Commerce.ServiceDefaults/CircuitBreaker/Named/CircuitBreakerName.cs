namespace Commerce.ServiceDefaults.CircuitBreaker.Named;

/// <summary>That the process has a breaker of this name, and where its numbers are configured.</summary>
public sealed record CircuitBreakerName(string Name, string Section);
