using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.CircuitBreaker;

namespace Commerce.ServiceDefaults.Tests.Operators;

/// <summary>What a health check tells of breakers.</summary>
public sealed class CircuitHealthTests : IAsyncDisposable
{
    private readonly ThreeCircuitsHost _service = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Health_is_degraded_and_never_unhealthy_while_a_breaker_refuses()
    {
        using var client = await _service.StartAsync(ThreeCircuitsHost.Key);
        Assert.Contains("\"status\":\"Healthy\"", await client.GetStringAsync("/health", Ct), StringComparison.Ordinal);

        foreach (var (state, status) in ((CircuitBreakerState, string)[])
            [(CircuitBreakerState.Open, "Degraded"), (CircuitBreakerState.HalfOpen, "Degraded"), (
                CircuitBreakerState.ForcedOpen, "Degraded"),
             (CircuitBreakerState.Disabled, "Healthy"), (CircuitBreakerState.MetricsOnly, "Healthy"), (
                 CircuitBreakerState.Closed, "Healthy")])
        {
            _service.Circuit("pg-payments").Breaker.TransitionTo(state);
            var checks = await CheckAsync(client);
            Assert.Equal(status, checks.GetProperty("status").GetString());
        }

        var circuit = (await CheckAsync(client)).GetProperty("checks").GetProperty("circuit-pg-payments");
        var data = circuit.GetProperty("data");
        Assert.Equal(("CLOSED", "-1.0%", "60.0%", "-1.0%", "50.0%"), (
            data.GetProperty("state").GetString(),
            data.GetProperty("failureRate").GetString(), data.GetProperty("failureRateThreshold").GetString(),
            data.GetProperty("slowCallRate").GetString(), data.GetProperty("slowCallRateThreshold").GetString()));
        foreach (var count in (string[])["bufferedCalls", "failedCalls", "slowCalls", "slowFailedCalls", "notPermittedCalls"])
        {
            Assert.Equal(0, data.GetProperty(count).GetInt64());
        }
    }

    private static async Task<JsonElement> CheckAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/health", Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
