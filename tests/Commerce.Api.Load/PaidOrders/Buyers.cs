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
    private readonly HttpClient _api;
    private readonly IReadOnlyList<long> _products;
    private readonly int _clients;
    private int _orders;

    /// <param name="products">What they want, in turn.</param>
    public Buyers(PaidOrdersShop shop, int clients, IReadOnlyList<long> products)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = clients };
        _api = new HttpClient(handler) { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
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

    public void Dispose() => _api.Dispose();

    private async Task BuyAsync(int number, PaidOrdersFigures figures)
    {
        var member = $"buyer{1 + (number % PaidOrdersShop.Members)}";
        var start = _time.GetTimestamp();
        var (status, order) = await PlaceAsync(member, _products[number % _products.Count]);
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
            order = await ReadAsync(member, order.Data.Id);
        }

        figures.Count(order!.Data!.Status);
        figures.End.Add(order.Data.Status == "COMPLETED", _time.GetElapsedTime(start));
    }

    private async Task<(HttpStatusCode Status, OrderEnvelope? Order)> PlaceAsync(string member, long product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", member);
        var order = new NewOrder([new NewItem(product, 1)], "KB", "1234-5678-9814-1451");
        request.Content = JsonContent.Create(order, OrderJson.Default.NewOrder);
        using var answer = await _api.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync(OrderJson.Default.OrderEnvelope));
    }

    private async Task<OrderEnvelope> ReadAsync(string member, long orderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}");
        request.Headers.Add("X-USER-ID", member);
        using var answer = await _api.SendAsync(request);
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
