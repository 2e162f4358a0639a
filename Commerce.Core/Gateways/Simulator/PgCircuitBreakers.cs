using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// The breakers in front of a payment gateway. Three, because recovery must go on while payments are refused: an open
/// <see cref="Payments"/> says nothing about asking what became of a payment, or about giving money back.
/// </summary>
internal static class PgCircuitBreakers
{
    /// <summary>Guards requests for new payments.</summary>
    public const string Payments = "pg-payments";

    /// <summary>Guards status lookups.</summary>
    public const string Lookups = "pg-lookups";

    /// <summary>Guards cancellations.</summary>
    public const string Cancels = "pg-cancels";

    /// <summary>Adds all three. Each is configured by <c>CircuitBreakers:&lt;name&gt;</c>.</summary>
    /// <param name="gateway">
    /// The gateway they are for, when there are several: <c>pg-payments-&lt;gateway&gt;</c> and so on; null for the first.
    /// </param>
    public static TBuilder AddPgCircuitBreakers<TBuilder>(this TBuilder builder, string? gateway = null)
        where TBuilder : IHostApplicationBuilder =>
        builder
            .AddCircuitBreaker(NameFor(Payments, gateway), UsePaymentNumbers)
            .AddCircuitBreaker(NameFor(Lookups, gateway), UseLookupNumbers)
            .AddCircuitBreaker(NameFor(Cancels, gateway), UseCancelNumbers);

    /// <summary>The name of one of the three for a gateway; null for the first.</summary>
    public static string NameFor(string breaker, string? gateway) => gateway is null ? breaker : $"{breaker}-{gateway}";

    private static void UsePaymentNumbers(SlidingWindowCircuitBreakerSettings settings)
    {
        UseCommonNumbers(settings);
        settings.WindowSize = 30;
        settings.MinimumNumberOfCalls = 20;
        settings.FailureRateThreshold = 60;
        settings.SlowCallRateThreshold = 50;
        settings.OpenDuration = TimeSpan.FromSeconds(10);
        settings.PermittedCallsInHalfOpen = 5;
    }

    // Lookups are what recovery lives on and harmless to repeat: they are stopped late, and tried again soon.
    private static void UseLookupNumbers(SlidingWindowCircuitBreakerSettings settings)
    {
        UseCommonNumbers(settings);
        settings.WindowSize = 30;
        settings.MinimumNumberOfCalls = 20;
        settings.FailureRateThreshold = 80;
        settings.SlowCallRateThreshold = 90;
        settings.OpenDuration = TimeSpan.FromSeconds(5);
        settings.PermittedCallsInHalfOpen = 3;
    }

    // Cancels are rare: a longer window, or it would never hold enough of them to know a rate.
    private static void UseCancelNumbers(SlidingWindowCircuitBreakerSettings settings)
    {
        UseCommonNumbers(settings);
        settings.WindowSize = 120;
        settings.MinimumNumberOfCalls = 10;
        settings.FailureRateThreshold = 80;
        settings.SlowCallRateThreshold = 90;
        settings.OpenDuration = TimeSpan.FromSeconds(10);
        settings.PermittedCallsInHalfOpen = 2;
    }

    private static void UseCommonNumbers(SlidingWindowCircuitBreakerSettings settings)
    {
        settings.WindowType = SlidingWindowType.Time;
        settings.SlowCallDurationThreshold = TimeSpan.FromSeconds(2);
        settings.CallTimeLimit = TimeSpan.FromSeconds(3);
        settings.AutomaticHalfOpen = true;
    }
}
