using System.Net.Http.Json;
using System.Text.Json;
using Commerce.TestHost;

namespace Commerce.IntegrationTests.Events;

/// <summary>kill -9 of the API and the worker while orders end and their events are sent: none is lost.</summary>
[Collection<ShopCollection>]
public sealed class EventCrashTests(Shop shop)
{
    private const long Product = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string[] Types = ["payment.succeeded", "order.completed"];

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_dies_while_it_sends_loses_no_event()
    {
        await using var receiver = await HeldReceiver.StartAsync(_ct);
        var webhookId = await SubscribeAsync(receiver.Address);
        var order = await shop.PlaceAsync(Product, 1, Cards.Approved);
        await UntilAsync(() => receiver.Of(order).Count > 0); // The first message is there, and has no answer.

        await shop.Stack.KillAsync(StackResources.Worker, _ct);
        receiver.Answer();
        await shop.Stack.StartAsync(StackResources.Worker, _ct);
        await UntilAsync(() => receiver.Of(order).Any(message => message.Type == "order.completed"));

        var messages = receiver.Of(order);
        Assert.Equal(Types, messages.DistinctBy(message => message.Id).Select(message => message.Type));
        Assert.Equal("payment.succeeded", messages[0].Type);
        Assert.True(messages.Count(message => message.Id == messages[0].Id) > 1, "The message that had no answer did not come again.");
        await DeleteAsync(webhookId);
    }

    [Fact]
    public async Task Every_event_arrives_in_order_although_api_and_worker_die()
    {
        await using var receiver = await HeldReceiver.StartAsync(_ct);
        receiver.Answer();
        var webhookId = await SubscribeAsync(receiver.Address);
        List<long> orders = [await shop.PlaceAsync(Product, 1, Cards.Approved), await shop.PlaceAsync(Product, 1, Cards.Approved)];
        await shop.Stack.KillAsync(StackResources.Worker, _ct);
        await shop.Stack.KillAsync(StackResources.Api, _ct);
        await shop.StartApiAsync();
        await shop.Stack.StartAsync(StackResources.Worker, _ct);
        orders.Add(await shop.PlaceAsync(Product, 1, Cards.Approved));

        foreach (var order in orders)
        {
            await shop.EndOfAsync(order);
        }

        await UntilAsync(() => orders.TrueForAll(order => receiver.Of(order).Any(message => message.Type == "order.completed")));
        Assert.All(orders, order =>
            Assert.Equal(Types, receiver.Of(order).DistinctBy(message => message.Id).Select(message => message.Type)));
        await DeleteAsync(webhookId);
    }

    private async Task<long> SubscribeAsync(string url)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/v1/webhooks", new { url, types = Types });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(_ct)).GetProperty("data").GetProperty("id").GetInt64();
    }

    private async Task DeleteAsync(long webhookId)
    {
        using var deleted = await SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{webhookId}", body: null);
        deleted.EnsureSuccessStatusCode();
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
