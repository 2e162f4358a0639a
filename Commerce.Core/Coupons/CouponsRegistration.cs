using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Coupons;

internal static class CouponsRegistration
{
    public static void AddCoupons(this IServiceCollection services)
    {
        services.AddSingleton<ClaimCoupon>();
        services.AddSingleton<ListCoupons>();
    }
}
