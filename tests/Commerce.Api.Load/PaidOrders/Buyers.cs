using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Commerce.TestHost;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>Members who buy by card, each one order after the other: placed, and read until it has ended.</summary>
internal sealed class Buyers : IDisposable
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly HttpClient[] _apis;
    private readonly IReadOnlyList<long> _products;
    private readonly int _clients;
    private int _orders;

    /// <param name="products">What they want, in turn.</param>
    /// <param name="api">Where they buy; null: at the stack's own API.</param>
    public Buyers(PaidOrdersShop shop, int clients, IReadOnlyList<long> products, Uri? api = null)
    {
        // Where there are several APIs, each is sent every so manieth order without anything in between: that is not what is measured.
        var addresses = api is null ? shop.Stack.ProcessesOf(StackResources.Api).Select(shop.Stack.AddressOf) : [api];
        _apis = [.. addresses.Select(address => new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address })];
        (_clients, _products) = (clients, products);
    }

    /// <summary>Buys for <paramref name="duration"/>; who has begun by then waits for the end of his order.</summary>
    public async Task RunAsync(TimeSpan duration, PaidOrdersFigures figures)
    {
        var start = _time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, _clients).Select(async _ =>
        {
            while (_time.GetElapsedTime(start) < duration)
            {
                await BuyAsync(Interlocked.Increment(ref _orders), figures);
            }
        }));
        figures.Elapsed += _time.GetElapsedTime(start);
    }

    public void Dispose() => Array.ForEach(_apis, api => api.Dispose());

    private async Task BuyAsync(int number, PaidOrdersFigures figures)
    {
        var member = $"buyer{1 + (number % PaidOrdersShop.Members)}";
        var api = _apis[number % _apis.Length];
        var start = _time.GetTimestamp();
        var (status, order) = await PlaceAsync(api, member, _products[number % _products.Count]);
        var isTaken = status is HttpStatusCode.OK or HttpStatusCode.Accepted && order?.Data is not null;
        figures.Place.Add(isTaken, _time.GetElapsedTime(start));
        if (!isTaken)
        {
            figures.Count($"{(int)status}");
            return;
        }

        while (order is { Data.Status: "PENDING" })
        {
            await Task.Delay(BetweenReads, _time);
            order = await ReadAsync(api, member, order.Data.Id);
        }

        figures.Count(order!.Data!.Status);
        figures.End.Add(order.Data.Status == "COMPLETED", _time.GetElapsedTime(start));
    }

    internal static async Task<(HttpStatusCode Status, OrderEnvelope? Order)> PlaceAsync(HttpClient api, string member, long product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", member);
        var order = new NewOrder([new NewItem(product, 1)], "KB", "1234-5678-9814-1451");
        request.Content = JsonContent.Create(order, OrderJson.Default.NewOrder);
        using var answer = await api.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync(OrderJson.Default.OrderEnvelope));
    }

    internal static async Task<OrderEnvelope> ReadAsync(HttpClient api, string member, long orderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}");
        request.Headers.Add("X-USER-ID", member);
        using var answer = await api.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(OrderJson.Default.OrderEnvelope))!;
    }
}

internal sealed record NewOrder(IReadOnlyList<NewItem> Items, string CardType, string CardNo);

internal sealed record NewItem(long ProductId, int Quantity);

/// <param name="Data">Null: it is an error.</param>
internal sealed record OrderEnvelope(OrderState? Data, string? ErrorCode = null);

internal sealed record OrderState(long Id, string Status);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(OrderEnvelope))]
internal sealed partial class OrderJson : JsonSerializerContext;
