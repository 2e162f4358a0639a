using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Backlog;

internal static class BacklogRegistration
{
    public static void AddBacklog(this IServiceCollection services)
    {
        services.AddValidatedOptions<BacklogOptions>(BacklogOptions.Section);
        services.AddSingleton<ReadBacklog>();
        services.AddActivatedSingleton<BacklogGauges>();
    }
}
