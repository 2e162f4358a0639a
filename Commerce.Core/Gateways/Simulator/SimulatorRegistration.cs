using Commerce.ServiceDefaults.Clocks;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Networks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polly.Registry;
using Refit;

namespace Commerce.Core.Gateways.Simulator;

internal static class SimulatorRegistration
{
    private const long MaxAnswerBytes = 1024 * 1024;

    /// <summary>
    /// Adds the simulator as configured in <c>Pg</c>, and once more for each name in <c>PgGateways</c>: what a name does not say
    /// is as in <c>Pg</c>.
    /// </summary>
    public static void AddSimulatorPaymentGateways(this IHostApplicationBuilder builder)
    {
        builder.Services.AddClockSkews();
        builder.AddSimulatorPaymentGateway(SimulatorName.First);
        builder.Services.AddSingleton<IValidateOptions<PgOptions>, FurtherNamesValidator>();
        foreach (var further in builder.Configuration.GetSection(PgOptions.FurtherSection).GetChildren().Where(
            c => SimulatorName.CanBeFurther(c.Key)))
        {
            builder.AddSimulatorPaymentGateway(new SimulatorName(further.Key));
        }
    }

    /// <summary>
    /// Demands of every registration the secrets that its callbacks are checked with. For the process that is called back.
    /// </summary>
    public static void RequireCallbackSecrets(this IServiceCollection services) =>
        services.AddSingleton<IValidateOptions<PgOptions>, CallbackSecretsValidator>();

    private static void AddSimulatorPaymentGateway(this IHostApplicationBuilder builder, SimulatorName name)
    {
        var services = builder.Services;
        builder.AddPgCircuitBreakers(name.Suffix);
        services.AddValidatedOptions<PgOptions>(name.Value, name.Sections);
        services.AddPgPipelines(name);
        services.AddSingleton(new GatewayBreakers(name.Value, name.Payments, name.Lookups, name.Cancels));
        services.AddSingleton(provider =>
            new GatewayCallers(name.Value, NetworkList.Parse(provider.PgOptionsOf(name).CallbackNetworks)));
        services.AddKeyedSingleton(name.Value, (provider, _) =>
            new PgPause(provider.GetRequiredService<TimeProvider>(), provider.PgOptionsOf(name).LongestPause));
        services.AddHttpClient(name.Value)
            .AddHttpMessageHandler(provider => ActivatorUtilities.CreateInstance<ReadPgHeaders>(provider, name, provider.PauseOf(name)))
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = provider.PgOptionsOf(name).BaseAddress;
                client.Timeout = Timeout.InfiniteTimeSpan; // The pipelines keep the time.
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // The gateway lives as long as the process; connections are renewed below.
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.PgOptionsOf(name).ConnectTimeout,
                AllowAutoRedirect = false, // A redirect would send the card number somewhere else.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
        services.AddSingleton(provider => new GatewayRoute(provider.CreateGateway(name), provider.PgOptionsOf(name).Weight));
    }

    private static SimulatorPaymentGateway CreateGateway(this IServiceProvider provider, SimulatorName name)
    {
        var api = RestService.ForGenerated<IPgSimulatorApi>(provider.GetRequiredService<IHttpClientFactory>().CreateClient(name.Value));
        var pipelines = provider.GetRequiredService<ResiliencePipelineProvider<string>>();
        var lookups = new SimulatorLookups(
            api,
            provider.PauseOf(name),
            pipelines.GetPipeline<GatewayLookup>(name.Lookups),
            pipelines.GetPipeline<GatewayOrderLookup>(name.Lookups));
        var options = provider.PgOptionsOf(name);
        var books = ActivatorUtilities.CreateInstance<SimulatorBooks>(provider, name, provider.PauseOf(name));
        var callbacks = new SimulatorCallbacks(options, provider.GetRequiredService<TimeProvider>());
        return ActivatorUtilities.CreateInstance<SimulatorPaymentGateway>(
            provider, name, api, lookups, callbacks, books, provider.PauseOf(name), options);
    }

    private static PgPause PauseOf(this IServiceProvider provider, SimulatorName name) =>
        provider.GetRequiredKeyedService<PgPause>(name.Value);

    private static PgOptions PgOptionsOf(this IServiceProvider provider, SimulatorName name) =>
        provider.GetRequiredService<IOptionsMonitor<PgOptions>>().Get(name.Value);
}
