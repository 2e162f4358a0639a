using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Circuits;

internal static class CircuitsRegistration
{
    public static void AddSharedCircuits(this IServiceCollection services)
    {
        services.AddValidatedOptions<SharedCircuitsOptions>(SharedCircuitsOptions.Section);
        services.AddSingleton<CircuitNotices>();
        services.AddHostedService<ShareCircuits>();
    }
}
