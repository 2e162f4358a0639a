namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>That the process has a breaker of this name, and where its numbers are configured.</summary>
/// <param name="Name">The name; case-sensitive.</param>
/// <param name="Section">The configuration section of its numbers, <c>CircuitBreakers:&lt;name&gt;</c>.</param>
internal sealed record CircuitBreakerName(string Name, string Section);
