using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Health;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.ServiceDefaults.Shutdown;

/// <summary>Has a process end in order.</summary>
public static class ShutdownRegistration
{
    /// <summary>
    /// For a process that others send requests to: told to end, it says so at <c>/ready</c> and goes on for <c>Shutdown:DrainDelay</c>,
    /// closing each connection with its next answer, before it stops to listen. Call it after <c>AddServiceDefaults</c>.
    /// </summary>
    public static TBuilder AddDrain<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton(new Drains(true));
        builder.Services.AddSingleton<IStartupFilter, CloseConnections>();
        return builder;
    }

    internal static void AddShutdown(this IServiceCollection services)
    {
        services.AddValidatedOptions<ShutdownOptions>(ShutdownOptions.Section);
        services.AddSingleton(new Drains(false));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<EndInOrder>(
            provider, provider.GetRequiredService<Drains>().Value));
        services.AddHealthChecks().AddCheck<EndingHealthCheck>("ending", tags: [HealthTags.Ready]);
    }

    private sealed record Drains(bool Value);
}
