using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Reconciliation;

internal static class ReconciliationRegistration
{
    public static void AddReconciliation(this IServiceCollection services)
    {
        services.AddValidatedOptions<BooksOptions>(BooksOptions.Section);
        services.AddActivatedSingleton<BooksTelemetry>();
        services.AddSingleton<OurBooks>();
        services.AddSingleton<RunRecord>();
        services.AddSingleton<CompareDay>();
        services.AddSingleton<CompareBooks>();
        services.AddSingleton<CompareDailyBooks>();
        services.AddSingleton<ListReconciliations>();
        services.AddSingleton<FindReconciliation>();
    }
}
