using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

internal static class WebhookRegistration
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddValidatedOptions<WebhookOptions>(WebhookOptions.Section);
        services.AddSingleton<SealSecret>();
        services.AddSingleton<WebhookAddress>();
        services.AddSingleton<WebhookBreakers>();
        services.AddSingleton<CreateWebhook>();
        services.AddSingleton<FindWebhook>();
        services.AddSingleton<ChangeWebhook>();
        services.AddSingleton<ListDeliveries>();
        services.AddSingleton<RedeliverMessage>();
        services.AddSingleton<PlanDeliveries>();
        services.AddSingleton<SendWebhook>();
        services.AddSingleton<RecordSending>();
        services.AddSingleton<DeliverWebhooks>();
        services.AddHttpClient(nameof(SendWebhook))
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan) // Each message has its own limit.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // It would lead past what was checked.
                UseProxy = false, // So would a proxy.
                UseCookies = false,
                ConnectCallback = provider.GetRequiredService<WebhookAddress>().ConnectAsync,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2), // A name may lead elsewhere by then.
                MaxResponseHeadersLength = 16,
            });
    }
}
