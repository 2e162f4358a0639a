using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Delivery;

internal static class DeliveryRegistration
{
    public static void AddDelivery(this IServiceCollection services)
    {
        services.AddValidatedOptions<OutboxOptions>(OutboxOptions.Section);
        services.AddSingleton<RecordDelivery>();
        services.AddSingleton<DeliverOutbox>();
    }
}
