using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Flow;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Compatibility;

internal static class CompatibilityRegistration
{
    /// <summary>Decides who does the due work: the loops over the tables, or the original's fixed number of workers.</summary>
    public static void AddCompatibility(this IServiceCollection services)
    {
        services.AddValidatedOptions<CompatibilityOptions>(CompatibilityOptions.Section);
        services.AddHostedService<ForgetDueWork>();
        services.AddSingletonHosted<WorkerThreads>();
        services.AddSingleton<IApprovalSchedule>(provider =>
            provider.GetRequiredService<IOptions<CompatibilityOptions>>().Value.HasWorkers
                ? provider.GetRequiredService<WorkerThreads>()
                : provider.GetRequiredService<DueApprovals>());
    }
}
