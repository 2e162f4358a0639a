using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.CircuitBreaker.Tests.Named;

/// <summary>The breakers of the process: their numbers, and what stops a process that is configured wrongly.</summary>
public sealed class NamedCircuitBreakerTests
{
    [Fact]
    public async Task Each_breaker_is_configured_by_itself_and_keeps_its_own_books()
    {
        using var host = await StartAsync(("CircuitBreakers:pg-lookups:OpenDuration", "00:00:42"));
        var circuits = host.Services.GetRequiredService<CircuitBreakerRegistry>();

        Assert.Equal(["pg-cancels", "pg-lookups", "pg-payments"], circuits.All.Select(circuit => circuit.Name));
        Assert.Equal(42, circuits.Get("pg-lookups").Settings.OpenDuration.TotalSeconds);
        Assert.Equal(10, circuits.Get("pg-payments").Settings.OpenDuration.TotalSeconds);
        circuits.Get("pg-lookups").Breaker.TransitionTo(CircuitBreakerState.Open);
        Assert.Equal(CircuitBreakerState.Closed, circuits.Get("pg-payments").Breaker.State);
        Assert.False(circuits.TryGet("PG-payments", out _));
        var unknown = Assert.Throws<KeyNotFoundException>(() => circuits.Get("pg"));
        Assert.Contains("pg-cancels, pg-lookups, pg-payments", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg-payments:FailureRateThreshold", "0", "FailureRateThreshold must be a percentage above 0 and at most 100.")]
    [InlineData("pg-lookups:SlowCallRateThreshold", "100.5", "SlowCallRateThreshold must be a percentage above 0 and at most 100.")]
    [InlineData("pg-cancels:WindowSize", "0", "WindowSize must be between 1 and 1000000.")]
    [InlineData("pg-payments:PermittedCallsInHalfOpen", "0", "PermittedCallsInHalfOpen must be between 1 and 1000000.")]
    [InlineData(
        "pg-payments:OpenDuration", "-00:00:10",
        "OpenDuration must be between 00:00:00.0010000 and 1.00:00:00 (days.hours:minutes:seconds).")]
    [InlineData(
        "pg-payments:SlowCallDurationThreshold", "00:00:04",
        "SlowCallDurationThreshold must not be longer than CallTimeLimit, 00:00:03: no call would ever be slow.")]
    public async Task A_wrong_value_stops_the_process_with_key_value_and_range(string key, string value, string sentence)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(($"CircuitBreakers:{key}", value)));

        Assert.Equal([$"CircuitBreakers:{key} is '{value}': {sentence}"], error.Failures);
    }

    [Fact]
    public async Task A_misspelt_breaker_stops_the_process()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("CircuitBreakers:pg-payment:WindowSize", "10")));

        Assert.Equal(
            ["CircuitBreakers:pg-payment is set, but there is no such circuit breaker, only pg-payments, pg-lookups, pg-cancels."],
            error.Failures);
    }

    [Fact]
    public async Task A_misspelt_setting_stops_the_process()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(("CircuitBreakers:pg-payments:WindowSzie", "10")));

        Assert.StartsWith("CircuitBreakers:pg-payments:WindowSzie is set, but there is no such setting", Assert.Single(error.Failures),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_them_twice_adds_them_once()
    {
        var builder = Builder();
        builder.AddSampleBreakers();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, host.Services.GetRequiredService<CircuitBreakerRegistry>().All.Count);
    }

    [Fact]
    public async Task Last_events_are_kept_newest_first_and_runs_are_one_entry()
    {
        using var host = await StartAsync();
        var circuit = host.Services.GetRequiredService<CircuitBreakerRegistry>().Get("pg-payments");
        circuit.Breaker.TransitionTo(CircuitBreakerState.Open);
        circuit.Breaker.BeRefused(times: 1_000);

        Assert.Equal(
            [(CircuitBreakerEventTypes.NotPermitted, 1_000), (CircuitBreakerEventTypes.StateTransition, 1)],
            circuit.RecentEvents.Select(recorded => (recorded.Type, recorded.Count)));

        for (var change = 0; change < 100; change++)
        {
            circuit.Breaker.Reset();
            circuit.Breaker.TransitionTo(CircuitBreakerState.Open);
        }

        Assert.Equal((100, 20), (circuit.RecentEvents.Count, circuit.RecentTransitions.Count));
        Assert.Equal(CircuitBreakerState.Open, circuit.RecentEvents[0].State);
        Assert.Equal(CircuitBreakerEventTypes.Reset, circuit.RecentEvents[1].Type);
    }

    [Fact]
    public async Task Only_like_call_events_are_one_entry()
    {
        using var host = await StartAsync();
        var circuit = host.Services.GetRequiredService<CircuitBreakerRegistry>().Get("pg-payments");
        circuit.Breaker.Fail(new TimeoutException());
        circuit.Breaker.Fail(new TimeoutException());
        circuit.Breaker.Fail(new IOException());
        circuit.Breaker.Reset();
        circuit.Breaker.Reset();

        Assert.Equal(
            [("Reset", 1, null), ("Reset", 1, null), ("Error", 1, "IOException"), ("Error", 2, "TimeoutException")],
            circuit.RecentEvents.Select(recorded => (recorded.Type.ToString(), recorded.Count, recorded.Error)));
    }

    private static async Task<IHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = Builder(settings).Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        return builder.AddSampleBreakers();
    }
}
