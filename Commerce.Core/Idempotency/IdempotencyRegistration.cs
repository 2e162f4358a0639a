using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Idempotency;

internal static class IdempotencyRegistration
{
    public static void AddIdempotency(this IServiceCollection services)
    {
        services.AddValidatedOptions<IdempotencyOptions>(IdempotencyOptions.Section);
        services.AddActivatedSingleton<IdempotencyTelemetry>();
        services.AddSingleton<FindAnswer>();
        services.AddSingleton<KeepAnswer>();
    }
}
