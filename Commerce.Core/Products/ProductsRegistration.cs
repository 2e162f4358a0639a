using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Products;

internal static class ProductsRegistration
{
    public static void AddProducts(this IServiceCollection services)
    {
        services.AddSingleton<FindBrand>();
        services.AddSingleton<CatalogueSize>();
        services.AddSingleton<ListProducts>();
        services.AddSingleton<FindProduct>();
    }
}
