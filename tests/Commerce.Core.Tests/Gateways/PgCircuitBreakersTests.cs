using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core.Tests.Gateways;

/// <summary>The numbers of the breakers in front of the PG.</summary>
public sealed class PgCircuitBreakersTests
{
    [Fact]
    public void The_payments_breaker_has_the_numbers_of_the_specification()
    {
        using var host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings()).AddPgCircuitBreakers().Build();
        var settings = host.Services.GetRequiredService<CircuitBreakerRegistry>().Get("pg-payments").Settings;

        Assert.Equal((SlidingWindowType.Time, 30, 20), (settings.WindowType, settings.WindowSize, settings.MinimumNumberOfCalls));
        Assert.Equal((60f, 50f), (settings.FailureRateThreshold, settings.SlowCallRateThreshold));
        Assert.Equal(
            (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3)),
            (settings.SlowCallDurationThreshold, settings.OpenDuration, settings.CallTimeLimit));
        Assert.Equal((5, true), (settings.PermittedCallsInHalfOpen, settings.AutomaticHalfOpen));
        Assert.Equal("pg-payments", settings.Name);
    }
}
