using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Leases;

internal static class LeasesRegistration
{
    public static void AddLeases(this IServiceCollection services) => services.AddSingleton<LeaseDueWork>();
}
