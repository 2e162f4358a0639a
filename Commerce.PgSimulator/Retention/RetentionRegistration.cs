using Commerce.PgSimulator.Due;
using Commerce.ServiceDefaults.Configuration;

namespace Commerce.PgSimulator.Retention;

internal static class RetentionRegistration
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddValidatedOptions<RetentionOptions>(RetentionOptions.Section);
        services.AddSingletonHosted<DeleteExpired>();
    }
}
