using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Checkout;

internal static class CheckoutRegistration
{
    public static void AddCheckout(this IServiceCollection services)
    {
        services.AddSingleton<PlaceOrder>();
        services.AddSingleton<FindOrder>();
        services.AddSingleton<CancelOrder>();
        services.AddSingleton<ListOrders>();
    }
}
