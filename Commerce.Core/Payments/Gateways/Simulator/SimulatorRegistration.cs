using Commerce.ServiceDefaults.CircuitBreaker.Named;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Refit;

namespace Commerce.Core.Payments.Gateways.Simulator;

internal static class SimulatorRegistration
{
    private const long MaxAnswerBytes = 1024 * 1024;

    public static void AddSimulatorPaymentGateway(this IHostApplicationBuilder builder)
    {
        builder.AddPgCircuitBreakers();
        var services = builder.Services;
        services.AddValidatedOptions<PgOptions>(PgOptions.Section);
        services.AddPgPipelines();
        services.AddRefitGeneratedClient<IPgSimulatorApi>()
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredService<IOptions<PgOptions>>().Value.BaseAddress;
                client.Timeout = Timeout.InfiniteTimeSpan; // The pipelines keep the time.
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // The gateway lives as long as the process; connections are renewed below.
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.GetRequiredService<IOptions<PgOptions>>().Value.ConnectTimeout,
                AllowAutoRedirect = false, // A redirect would send the card number somewhere else.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
        services.AddSingleton<SimulatorLookups>();
        services.AddSingleton<IPaymentGateway, SimulatorPaymentGateway>();
    }
}
