using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.IntegrationTests.Events;

/// <summary>kill -9 of the API and the worker while orders end and their events are sent: none is lost.</summary>
[Collection<ShopCollection>]
public sealed class EventCrashTests(Shop shop)
{
    private const long Product = 8;
    private const int Orders = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<(string Id, string Type, long Order)> _received = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_arrives_in_order_although_api_and_worker_die()
    {
        await using var receiver = await ListenAsync();
        var webhookId = await SubscribeAsync($"{receiver.Urls.Single()}/events");
        var orders = new List<long>();
        for (var number = 0; number < Orders; number++)
        {
            orders.Add(await shop.PlaceAsync(Product, 1, Cards.Approved));
            if (number == Orders / 2)
            {
                await shop.Stack.KillAsync(StackResources.Worker, _ct);
                await shop.Stack.KillAsync(StackResources.Api, _ct);
                await shop.StartApiAsync();
                await shop.Stack.StartAsync(StackResources.Worker, _ct);
            }
        }

        foreach (var order in orders)
        {
            await shop.EndOfAsync(order);
        }

        await UntilAsync(() => orders.TrueForAll(order => _received.Any(m => m.Order == order && m.Type == "order.completed")));
        foreach (var order in orders)
        {
            var first = _received.Where(m => m.Order == order).DistinctBy(m => m.Id).Select(m => m.Type);
            Assert.Equal(["payment.succeeded", "order.completed"], first);
        }

        using var deleted = await SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{webhookId}", body: null);
    }

    private async Task<WebApplication> ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = builder.Build();
        receiver.Run(async context =>
        {
            var message = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            _received.Enqueue((
                context.Request.Headers["webhook-id"].ToString(),
                message.GetProperty("type").GetString()!,
                message.GetProperty("data").GetProperty("orderId").GetInt64()));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await receiver.StartAsync(_ct);
        return receiver;
    }

    private async Task<long> SubscribeAsync(string url)
    {
        string[] types = ["payment.succeeded", "order.completed"];
        using var answer = await SendAsync(HttpMethod.Post, "/api/v1/webhooks", new { url, types });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(_ct)).GetProperty("data").GetProperty("id").GetInt64();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var client = shop.Stack.CreateClient(StackResources.Api);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Operator-Key", ShopSettings.OperatorKey);
        return await client.SendAsync(request, _ct);
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Patience);
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }
}
