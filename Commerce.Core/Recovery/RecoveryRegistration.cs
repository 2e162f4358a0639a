using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Recovery;

internal static class RecoveryRegistration
{
    public static void AddRecovery(this IServiceCollection services)
    {
        services.AddSingleton<RecoverPayments>();
        services.AddSingleton<RecordFailedLookup>();
        services.AddSingleton<SweepStaleOrders>();
        services.AddSingleton<PullLookupsForward>();
    }
}
