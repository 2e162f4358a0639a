using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Reconciliation;

internal static class ReconciliationRegistration
{
    public static void AddReconciliation(this IServiceCollection services)
    {
        services.AddValidatedOptions<ReconciliationOptions>(ReconciliationOptions.Section);
        services.AddActivatedSingleton<ReconciliationTelemetry>();
        services.AddSingleton<OurBooks>();
        services.AddSingleton<RunRecord>();
        services.AddSingleton<BreakSpans>();
        services.AddSingleton<CompareDay>();
        services.AddSingleton<CompareBooks>();
        services.AddSingleton<FailOrphanedRuns>();
        services.AddSingleton<CompareDailyBooks>();
        services.AddSingleton<ListReconciliations>();
        services.AddSingleton<FindReconciliation>();
    }
}
