using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Checkout;

internal static class CheckoutRegistration
{
    public static void AddCheckout(this IServiceCollection services)
    {
        services.AddValidatedOptions<CheckoutOptions>(CheckoutOptions.Section);
        services.AddSingleton<PlaceOrder>();
        services.AddSingleton<ExpireCheckouts>();
        services.AddSingleton<BeginAttempt>();
        services.AddSingleton<PrepareCheckout>();
        services.AddSingleton<PayOrder>();
        services.AddSingleton<RenewCheckout>();
        services.AddSingleton<FindOrder>();
        services.AddSingleton<CancelOrder>();
        services.AddSingleton<ListOrders>();
    }
}
