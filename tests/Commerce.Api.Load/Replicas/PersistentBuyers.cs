using System.Collections.Concurrent;
using System.Net;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;

namespace Commerce.Api.Load.Replicas;

/// <summary>Buyers at the one address of the shop, who write down every request that fails and go on.</summary>
internal sealed class PersistentBuyers(PaidOrdersShop shop) : IDisposable
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _api = new() { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
    private readonly TimeProvider _time = TimeProvider.System;
    private long _requests;
    private int _completed;
    private int _orders;

    public long Requests => Interlocked.Read(ref _requests);

    public int Completed => Volatile.Read(ref _completed);

    /// <summary>What happened to each request that failed, and each order that did not end well.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Buys until it is <paramref name="over"/>; each waits for the end of his last order.</summary>
    public Task RunAsync(int clients, CancellationToken over) => Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
    {
        while (!over.IsCancellationRequested)
        {
            await BuyAsync(Interlocked.Increment(ref _orders));
        }
    }));

    public void Dispose() => _api.Dispose();

    private async Task BuyAsync(int number)
    {
        var member = $"buyer{1 + (number % PaidOrdersShop.Members)}";
        var start = _time.GetTimestamp();
        var order = await TryAsync("place", async () =>
        {
            var (status, placed) = await Buyers.PlaceAsync(_api, member, shop.Products[number % shop.Products.Count]);
            return status is HttpStatusCode.OK or HttpStatusCode.Accepted ? placed : throw new HttpRequestException($"{status}");
        });
        while (order is { Data.Status: "PENDING" } && _time.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(BetweenReads, _time);
            var id = order.Data.Id;
            order = await TryAsync("read", async () => await Buyers.ReadAsync(_api, member, id)) ?? order;
        }

        if (order is { Data.Status: "COMPLETED" })
        {
            Interlocked.Increment(ref _completed);
        }
        else if (order is not null)
        {
            Failures.Enqueue($"order {order.Data?.Id}: {order.Data?.Status} {order.ErrorCode}");
        }
    }

    private async Task<OrderEnvelope?> TryAsync(string what, Func<Task<OrderEnvelope?>> send)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            return await send();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            Failures.Enqueue($"{_time.GetUtcNow():HH:mm:ss.fff} {what}: {e.GetBaseException().Message}");
            return null;
        }
    }
}
