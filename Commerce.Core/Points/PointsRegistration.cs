using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Points;

internal static class PointsRegistration
{
    public static void AddPoints(this IServiceCollection services)
    {
        services.AddSingleton<ChargePoints>();
        services.AddSingleton<ListPointEntries>();
    }
}
