namespace Commerce.ServiceDefaults.CircuitBreaker.Engine;

/// <summary>The names of states as people and dashboards know them: <c>HALF_OPEN</c>, and <c>half_open</c> as a metric's tag.</summary>
internal static class CircuitBreakerStateNames
{
    private static readonly string[] Upper = ["CLOSED", "OPEN", "HALF_OPEN", "DISABLED", "FORCED_OPEN", "METRICS_ONLY"];
    private static readonly string[] Lower = [.. Upper.Select(name => name.ToLowerInvariant())];

    public static string Name(this CircuitBreakerState state) => Upper[(int)state];

    public static string TagValue(this CircuitBreakerState state) => Lower[(int)state];
}
