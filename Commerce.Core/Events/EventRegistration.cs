using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Events;

internal static class EventRegistration
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<NumberEvents>();
        services.AddSingleton<ListEvents>();
        services.AddSingleton<ReadOrderEvents>();
    }

    /// <summary>For the process in which somebody waits for orders.</summary>
    public static void AddEventFollowing(this IServiceCollection services)
    {
        services.AddValidatedOptions<EventOptions>(EventOptions.Section);
        services.AddActivatedSingleton<EventTelemetry>();
        services.AddSingleton<FollowEvents>();
        services.AddHostedService(provider => provider.GetRequiredService<FollowEvents>());
    }
}
