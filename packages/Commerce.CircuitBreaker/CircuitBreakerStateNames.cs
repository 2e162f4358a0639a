namespace Commerce.CircuitBreaker;

/// <summary>The names of states as people and dashboards know them: <c>HALF_OPEN</c>, and <c>half_open</c> as a metric's tag.</summary>
public static class CircuitBreakerStateNames
{
    private static readonly string[] Upper = ["CLOSED", "OPEN", "HALF_OPEN", "DISABLED", "FORCED_OPEN", "METRICS_ONLY"];
    private static readonly string[] Lower = [.. Upper.Select(name => name.ToLowerInvariant())];

    /// <summary>The name for people, as resilience4j writes it: <c>CLOSED</c>, <c>HALF_OPEN</c> and so on.</summary>
    /// <param name="state">One of the defined states.</param>
    /// <exception cref="IndexOutOfRangeException">The number is none of a state.</exception>
    public static string Name(this CircuitBreakerState state) => Upper[(int)state];

    /// <summary>The name in tags of metrics and spans: <c>closed</c>, <c>half_open</c> and so on.</summary>
    /// <param name="state">One of the defined states.</param>
    /// <exception cref="IndexOutOfRangeException">The number is none of a state.</exception>
    public static string TagValue(this CircuitBreakerState state) => Lower[(int)state];
}
