using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Recovery.Schedule;

internal static class ScheduleRegistration
{
    public static void AddRecoverySchedule(this IServiceCollection services)
    {
        services.AddValidatedOptions<RecoveryOptions>(RecoveryOptions.Section);
        services.AddSingleton<LookupSchedule>();
        services.AddSingleton<ClaimBudgetShare>();
        // By the machine's time: a share is somebody else's soon, whatever this process takes the time to be.
        services.AddSingleton(provider => new GatewayBudget(
            provider.GetRequiredService<ClaimBudgetShare>().ExecuteAsync, TimeProvider.System));
    }
}
