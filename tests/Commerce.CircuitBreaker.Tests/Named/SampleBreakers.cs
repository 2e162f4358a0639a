using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.Extensions.Hosting;

namespace Commerce.CircuitBreaker.Tests.Named;

/// <summary>Three breakers in front of one peer, as a process would have them.</summary>
internal static class SampleBreakers
{
    public const string Payments = "pg-payments";
    public const string Lookups = "pg-lookups";
    public const string Cancels = "pg-cancels";

    /// <param name="suffix">Sets the breakers of one test apart where a listener hears the whole process.</param>
    public static TBuilder AddSampleBreakers<TBuilder>(this TBuilder builder, string suffix = "")
        where TBuilder : IHostApplicationBuilder =>
        builder
            .AddCircuitBreaker(Payments + suffix, UseNumbers)
            .AddCircuitBreaker(Lookups + suffix, UseNumbers)
            .AddCircuitBreaker(Cancels + suffix, UseNumbers);

    private static void UseNumbers(SlidingWindowCircuitBreakerSettings settings)
    {
        settings.WindowType = SlidingWindowType.Time;
        settings.WindowSize = 30;
        settings.MinimumNumberOfCalls = 20;
        settings.FailureRateThreshold = 60;
        settings.SlowCallDurationThreshold = TimeSpan.FromSeconds(2);
        settings.SlowCallRateThreshold = 50;
        settings.CallTimeLimit = TimeSpan.FromSeconds(3);
        settings.OpenDuration = TimeSpan.FromSeconds(10);
        settings.AutomaticHalfOpen = true;
        settings.PermittedCallsInHalfOpen = 5;
    }
}
