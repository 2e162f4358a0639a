namespace Commerce.CircuitBreaker.AspNetCore.Telemetry;

/// <summary>The tags of metrics and span events.</summary>
internal static class CircuitBreakerTags
{
    public const string Name = "circuit_breaker.name";
    public const string State = "circuit_breaker.state";
    public const string Outcome = "circuit_breaker.call.outcome";

    public const string Successful = "successful";
    public const string Failed = "failed";
    public const string Ignored = "ignored";
}
