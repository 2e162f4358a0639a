using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Recovery.Schedule;

internal static class ScheduleRegistration
{
    public static void AddRecoverySchedule(this IServiceCollection services)
    {
        services.AddValidatedOptions<RecoveryOptions>(RecoveryOptions.Section);
        services.AddSingleton<LookupSchedule>();
        services.AddSingleton<GatewayBudget>();
    }
}
