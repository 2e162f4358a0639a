using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Gateways;

internal static class GatewaysRegistration
{
    /// <summary>For whichever gateways are registered besides.</summary>
    public static void AddGateways(this IServiceCollection services)
    {
        services.AddSingleton<PaymentGateways>();
        services.AddSingleton<PaymentsReturn>();
        services.AddActivatedSingleton<GatewayTelemetry>();
    }
}
