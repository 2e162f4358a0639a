using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
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

    /// <summary>What is told of an order that <see cref="BuyAndUndoAsync"/> has made, in this order.</summary>
    public static readonly string[] Bought = ["payment.succeeded", "order.completed", "payment.voided", "order.cancelled"];

    public static async Task<long> BuyAndUndoAsync(this RunningApi api)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        foreach (var result in new PaymentResult[]
        {
            new PaymentResult.Succeeded(new TransactionKey($"TR:webhook:{payment.Id}")), new PaymentResult.Voided(),
        })
        {
            await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, result, TestContext.Current.CancellationToken);
        }

        return payment.OrderId;
    }

    public static async Task<WebhookAnswer> AddWebhookAsync(this RunningApi api, string url, string[]? types = null, string? secret = null)
    {
        var body = JsonSerializer.Serialize(new { url, types, secret });
        return (await api.OperatorAsync(HttpMethod.Post, "/webhooks", body)).Data<WebhookAnswer>(HttpStatusCode.Created);
    }

    public static async Task<IReadOnlyList<DeliveryAnswer>> DeliveriesAsync(this RunningApi api, long webhookId) =>
        (await api.OperatorAsync(HttpMethod.Get, $"/webhooks/{webhookId}/deliveries?limit=100")).Data<DeliveryListAnswer>().Content;

    public static Task<Answer> DeleteWebhookAsync(this RunningApi api, WebhookAnswer webhook) =>
        api.OperatorAsync(HttpMethod.Delete, $"/webhooks/{webhook.Id}");

    /// <summary>A worker that tries again at once.</summary>
    /// <param name="network">Where it may connect to, besides the open internet: this machine by default.</param>
    public static Task<IHost> WorkerAsync(this RunningApi api, string network = "127.0.0.0/8") => api.AnotherProcessAsync(
        TimeProvider.System,
        settings:
        [
            ("Webhooks:SealingKey", ApiFactory.SealingKey), ("Webhooks:AllowHttp", "true"), ("Webhooks:AllowedNetworks:0", network),
            ("Webhooks:FirstGap", "00:00:00.1"), ("Webhooks:LongestGap", "00:00:01"), ("Webhooks:BreakerOpens", "00:00:00.2"),
        ]);

    /// <summary>Has it send what is due until something is so.</summary>
    public static Task DeliverUntilAsync(this IHost worker, Func<bool> isSo) => worker.DeliverUntilAsync(() => Task.FromResult(isSo()));

    /// <summary>The same.</summary>
    public static async Task DeliverUntilAsync(this IHost worker, Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (!await isSo())
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
    long? OrderId = null,
    DateTimeOffset? NextTryAt = null,
    int? LastStatus = null,
    string? LastFailure = null,
    DateTimeOffset? DeliveredAt = null,
    DateTimeOffset? GivenUpAt = null);

internal sealed record DeliveryListAnswer(IReadOnlyList<DeliveryAnswer> Content, long? NextBefore = null);
