using Commerce.Core.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.SecondGateway;

internal static class SalesRegistration
{
    /// <summary>The one line that a composition root needs.</summary>
    public static void AddSalesGateway(this IServiceCollection services, Uri address)
    {
        services.AddHttpClient(SalesGateway.GatewayName, client => client.BaseAddress = address);
        services.AddSingleton(provider => new GatewayRoute(
            new SalesGateway(provider.GetRequiredService<IHttpClientFactory>().CreateClient(SalesGateway.GatewayName)), Weight: 1));
    }
}
