using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.CustomerService;

internal static class CustomerServiceRegistration
{
    public static void AddCustomerService(this IServiceCollection services)
    {
        services.AddValidatedOptions<CustomerServiceOptions>(CustomerServiceOptions.Section);
        services.AddSingleton<NotifyCase>();
        services.AddSingleton<ListCases>();
        services.AddSingleton<ResolveCase>();
    }
}
