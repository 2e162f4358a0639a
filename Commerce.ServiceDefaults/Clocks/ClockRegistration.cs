using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Commerce.ServiceDefaults.Clocks;

public static class ClockRegistration
{
    /// <summary>
    /// Measures how far the process's clock is from others', and makes that part of its health. Adding it twice is adding it once.
    /// </summary>
    public static IServiceCollection AddClockSkews(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ClockSkews)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddValidatedOptions<ClockOptions>(ClockOptions.Section);
        services.AddSingleton<ClockSkews>();
        services.AddHealthChecks().AddCheck<ClockHealthCheck>("clock");
        return services;
    }
}
