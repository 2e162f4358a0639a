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
        services.AddRefitGeneratedClient<IPgSimulatorApi>().ConfigureForPg();
        services.AddHttpClient(SimulatorBooks.Name).ConfigureForPg();
        services.AddSingleton<SimulatorLookups>();
        services.AddSingleton<SimulatorBooks>();
        services.AddSingleton<IPaymentGateway, SimulatorPaymentGateway>();
    }

    private static void ConfigureForPg(this IHttpClientBuilder client) =>
        client.ConfigureHttpClient((provider, http) =>
            {
                http.BaseAddress = provider.GetRequiredService<IOptions<PgOptions>>().Value.BaseAddress;
                http.Timeout = Timeout.InfiniteTimeSpan; // The pipelines keep the time.
                http.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // The gateway lives as long as the process; connections are renewed below.
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.GetRequiredService<IOptions<PgOptions>>().Value.ConnectTimeout,
                AllowAutoRedirect = false, // A redirect would send the card number somewhere else.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
}
