using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Orders;

internal static class OrdersRegistration
{
    public static void AddOrders(this IServiceCollection services)
    {
        services.AddActivatedSingleton<OrderTelemetry>(); // At start: a counter that is not there yet cannot be seen to rise.
    }
}
