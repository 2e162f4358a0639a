using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Webhooks;
using Commerce.TestHost.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Webhooks;

/// <summary>How an operator sets webhooks up, and a worker that has little patience.</summary>
internal static class WebhookShop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<WebhookAnswer> AddWebhookAsync(this RunningApi api, string url, string[]? types = null, string? secret = null)
    {
        var body = JsonSerializer.Serialize(new { url, types, secret });
        return (await api.OperatorAsync(HttpMethod.Post, "/webhooks", body)).Data<WebhookAnswer>(HttpStatusCode.Created);
    }

    public static async Task<IReadOnlyList<DeliveryAnswer>> DeliveriesAsync(this RunningApi api, long webhookId) =>
        (await api.OperatorAsync(HttpMethod.Get, $"/webhooks/{webhookId}/deliveries?size=100")).Data<PageAnswer<DeliveryAnswer>>().Content;

    public static Task<Answer> DeleteWebhookAsync(this RunningApi api, WebhookAnswer webhook) =>
        api.OperatorAsync(HttpMethod.Delete, $"/webhooks/{webhook.Id}");

    /// <summary>A worker that may connect to this machine, and tries again at once.</summary>
    public static Task<IHost> WorkerAsync(this RunningApi api, params (string Key, string Value)[] settings) => api.AnotherProcessAsync(
        TimeProvider.System,
        settings:
        [
            ("Webhooks:SealingKey", ApiFactory.SealingKey), ("Webhooks:AllowHttp", "true"), ("Webhooks:AllowedNetworks:0", "127.0.0.0/8"),
            ("Webhooks:FirstGap", "00:00:00.1"), ("Webhooks:LongestGap", "00:00:01"), ("Webhooks:BreakerOpens", "00:00:00.2"), .. settings,
        ]);

    /// <summary>Has it send what is due until something is so.</summary>
    public static async Task DeliverUntilAsync(this IHost worker, Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (!isSo())
        {
            await worker.Services.GetRequiredService<DeliverWebhooks>().ExecuteAsync(limit.Token);
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }
}

internal sealed record WebhookAnswer(
    long Id, string Url, IReadOnlyList<string> Types, bool Enabled, DateTimeOffset? FormerSecretUntil = null, string? Secret = null);

internal sealed record DeliveryAnswer(
    long Id,
    string MessageId,
    string Type,
    int Tries,
    DateTimeOffset? NextTryAt = null,
    int? LastStatus = null,
    string? LastError = null,
    DateTimeOffset? DeliveredAt = null,
    DateTimeOffset? GivenUpAt = null);
