using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
        services.AddSingleton<SendDueMessages>();
        services.AddSingleton<DeliverWebhooks>();
        services.AddActivatedSingleton<WebhookTelemetry>();
    }
}
