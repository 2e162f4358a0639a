using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>Gives a process its named circuit breakers.</summary>
public static class CircuitBreakerHostExtensions
{
    private const string SectionOfAll = "CircuitBreakers";

    /// <summary>
    /// Adds the circuit breaker <paramref name="name"/>: configured by section <c>CircuitBreakers:&lt;name&gt;</c> and checked when the
    /// process starts, found through <see cref="CircuitBreakerRegistry"/>, measured, logged, and a health check
    /// <c>circuit-&lt;name&gt;</c>. Adding it again does nothing.
    /// </summary>
    /// <typeparam name="TBuilder">The builder of the host.</typeparam>
    /// <param name="builder">The host.</param>
    /// <param name="name">Its name in configuration, metrics, logs and health. Case-sensitive.</param>
    /// <param name="defaults">Its numbers where the configuration says nothing.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddCircuitBreaker<TBuilder>(
        this TBuilder builder, string name, Action<SlidingWindowCircuitBreakerSettings>? defaults = null)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Services.Any(service => service.ImplementationInstance is CircuitBreakerName known && known.Name == name))
        {
            return builder;
        }

        var section = $"{SectionOfAll}:{name}";
        builder.Services.AddCircuitBreakerRegistry();
        builder.Services.AddSingleton(new CircuitBreakerName(name, section));
        builder.Services.AddOptions<SlidingWindowCircuitBreakerSettings>(name)
            .Configure(settings => defaults?.Invoke(settings))
            .BindConfiguration(section)
            .PostConfigure(settings => settings.Name = name)
            .ValidateOnStart();
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"circuit-{name}",
            provider => new CircuitBreakerHealthCheck(provider.GetRequiredService<CircuitBreakerRegistry>().Get(name)),
            HealthStatus.Degraded,
            tags: ["circuit"]));
        return builder;
    }

    private static void AddCircuitBreakerRegistry(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(CircuitBreakerRegistry)))
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<SlidingWindowCircuitBreakerSettings>, CircuitBreakerSettingsValidator>();
        services.AddSingleton<CircuitBreakerTelemetry>();
        services.AddSingleton(provider => new CircuitBreakerRegistry(
            provider.GetServices<CircuitBreakerName>(),
            provider.GetRequiredService<IOptionsMonitor<SlidingWindowCircuitBreakerSettings>>(),
            provider.GetRequiredService<CircuitBreakerTelemetry>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<CircuitBreakerStart>();
    }
}
