using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>
/// The health of what a breaker guards, as far as the breaker knows. Never unhealthy: a process whose peer is down does its duty,
/// and an orchestrator that restarts it for that makes things worse.
/// </summary>
internal sealed class CircuitBreakerHealthCheck(NamedCircuitBreaker breaker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = breaker.Breaker.GetSnapshot();
        var status = now.State is CircuitBreakerState.Open or CircuitBreakerState.HalfOpen or CircuitBreakerState.ForcedOpen
            ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return Task.FromResult(new HealthCheckResult(status, $"Circuit breaker {now.Name} is {now.State.Name()}.", data: Details(now)));
    }

    private Dictionary<string, object> Details(CircuitBreakerSnapshot now) => new()
    {
        ["state"] = now.State.Name(),
        ["since"] = now.Since,
        ["failureRate"] = Percent(now.FailureRate),
        ["failureRateThreshold"] = Percent(breaker.Settings.FailureRateThreshold),
        ["slowCallRate"] = Percent(now.SlowCallRate),
        ["slowCallRateThreshold"] = Percent(breaker.Settings.SlowCallRateThreshold),
        ["bufferedCalls"] = now.BufferedCalls,
        ["failedCalls"] = now.FailedCalls,
        ["slowCalls"] = now.SlowCalls,
        ["slowFailedCalls"] = now.SlowFailedCalls,
        ["notPermittedCalls"] = now.NotPermittedCalls,
    };

    private static string Percent(float rate) => rate.ToString("0.0######", CultureInfo.InvariantCulture) + "%";
}
