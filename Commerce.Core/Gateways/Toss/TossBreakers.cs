using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// The breakers in front of Toss, of its own: a confirm waits for the card company and may well take ten seconds, so what is slow elsewhere
/// is healthy here. Three, as for every gateway: trouble with confirms must not stop looks and voids.
/// </summary>
internal static class TossBreakers
{
    public const string Payments = "toss-payments";
    public const string Lookups = "toss-lookups";
    public const string Cancels = "toss-cancels";

    /// <summary>Each is configured by <c>CircuitBreakers:&lt;name&gt;</c>.</summary>
    public static void AddTossBreakers(this IHostApplicationBuilder builder)
    {
        builder.AddCircuitBreaker(Payments, settings => Use(settings, slow: 20, limit: 30, window: 60, failures: 60));
        builder.AddCircuitBreaker(Lookups, settings => Use(settings, slow: 4, limit: 5, window: 60, failures: 80));
        builder.AddCircuitBreaker(Cancels, settings => Use(settings, slow: 20, limit: 30, window: 120, failures: 80));
        builder.Services.AddTossPipeline(Payments, options => options.ConfirmTimeLimit);
        builder.Services.AddTossPipeline(Lookups, options => options.LookupTimeLimit);
        builder.Services.AddTossPipeline(Cancels, options => options.ConfirmTimeLimit);
    }

    private static void AddTossPipeline(this IServiceCollection services, string breaker, Func<TossOptions, TimeSpan> limit) =>
        services.AddResiliencePipeline<string, TossAnswer>(breaker, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            var registry = context.ServiceProvider.GetRequiredService<CircuitBreakerRegistry>();
            pipeline.AddSlidingWindowCircuitBreaker(registry.Get(breaker).Breaker, new()
            {
                ShouldHandle = static outcome => new ValueTask<bool>(
                    outcome.Outcome.Exception is TimeoutRejectedException || outcome.Outcome.Result is { IsTrouble: true }),
            });
            pipeline.AddTimeout(limit(context.ServiceProvider.GetRequiredService<IOptions<TossOptions>>().Value));
        });

    private static void Use(SlidingWindowCircuitBreakerSettings settings, int slow, int limit, int window, float failures)
    {
        settings.WindowType = SlidingWindowType.Time;
        settings.WindowSize = window;
        settings.MinimumNumberOfCalls = 10;
        settings.FailureRateThreshold = failures;
        settings.SlowCallRateThreshold = 90;
        settings.SlowCallDurationThreshold = TimeSpan.FromSeconds(slow);
        settings.CallTimeLimit = TimeSpan.FromSeconds(limit);
        settings.OpenDuration = TimeSpan.FromSeconds(10);
        settings.PermittedCallsInHalfOpen = 3;
        settings.AutomaticHalfOpen = true;
    }
}
