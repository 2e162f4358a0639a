using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator;

/// <summary>Puts the gateway together.</summary>
internal static class PgSimulatorExtensions
{
    public static void AddPgSimulator(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPaymentGatewayDatabase();

        services.AddValidatedOptions<FaultOptions>(FaultOptions.Section);
        services.AddSingleton<OutcomePolicy>();

        services.AddSingleton<PaymentStore>();
        services.AddSingleton<RequestPayment>();
        services.AddSingleton<ProcessPayment>();
        services.AddSingletonHosted<DueApprovals>();

        services.AddValidatedOptions<CallbackOptions>(CallbackOptions.Section);
        services.AddSingleton<CallbackTargets>();
        services.AddSingleton<CallbackQueue>();
        services.AddSingleton<SendCallback>();
        services.AddSingletonHosted<DueCallbacks>();
        services.AddHttpClient(SendCallback.HttpClient, Configure).ConfigurePrimaryHttpMessageHandler(Handler).RemoveAllLoggers();
    }

    /// <summary>The original's port, 8082, when nothing (URLS, HTTP_PORTS, Kestrel:Endpoints) says otherwise.</summary>
    public static void ListenOnOwnPortUnlessTold(this WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        var told = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key])) || builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!told)
        {
            builder.WebHost.UseUrls("http://localhost:8082");
        }
    }

    private static void AddSingletonHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    private static void Configure(IServiceProvider provider, HttpClient client) =>
        client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<CallbackOptions>>().Value.TimeoutSeconds);

    // A redirect could lead out of the allow-list.
    private static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
}
