using Commerce.ServiceDefaults.Configuration;

namespace Commerce.PgSimulator.Faults;

internal static class FaultRegistration
{
    public static void AddFaults(this IServiceCollection services)
    {
        services.AddValidatedOptions<FaultOptions>(FaultOptions.Section);
        services.AddSingleton<FaultControl>();
        services.AddSingleton<OutcomePolicy>();
        services.AddSingleton<FaultyAnswer>();
        services.AddSingleton<LookupFaults>();
    }
}
