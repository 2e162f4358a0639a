using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;

namespace Commerce.Api.Load.Failover;

/// <summary>
/// Buyers who repeat an order under its idempotency key until they are told what became of it, and write down what they were told and when.
/// </summary>
internal sealed class KeyedBuyers(PaidOrdersShop shop) : IDisposable
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BeforeRepeat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _api = new() { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
    private readonly TimeProvider _time = TimeProvider.System;
    private int _orders;

    /// <summary>The orders that were acknowledged (2xx), with what they were last read to be.</summary>
    public ConcurrentDictionary<long, string> Acknowledged { get; } = [];

    /// <summary>How often each answer was given that was not the awaited one.</summary>
    public ConcurrentDictionary<string, int> Refusals { get; } = [];

    /// <summary>Orders of which nothing was heard for as long as a buyer waits.</summary>
    public ConcurrentQueue<string> GivenUp { get; } = [];

    /// <summary>Each acknowledgement: when its request was sent, and when it was answered.</summary>
    public ConcurrentQueue<(long Sent, long Answered)> Placed { get; } = [];

    /// <summary>When each order was read to be COMPLETED, and when its request had been sent.</summary>
    public ConcurrentQueue<(long Sent, long Answered)> Completed { get; } = [];

    public int Orders => Volatile.Read(ref _orders);

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
        var (start, member, key) = (_time.GetTimestamp(), $"buyer{1 + (number % PaidOrdersShop.Members)}", $"failover-{number}");
        if (await UntilToldAsync(start, () => PlaceAsync(member, key, shop.Products[number % shop.Products.Count])) is not { } told)
        {
            GivenUp.Enqueue($"{key} of {member}: never told what became of it");
            return;
        }

        if (told.Order is not { } order)
        {
            return; // The PG or the shop said no: that is an answer.
        }

        Acknowledged[order.Id] = order.Status;
        Placed.Enqueue((told.Sent, _time.GetTimestamp()));
        while (order.Status == "PENDING" && _time.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(BetweenReads, _time);
            order = (await UntilToldAsync(start, () => ReadAsync(member, order.Id)))?.Order ?? order;
        }

        Acknowledged[order.Id] = order.Status;
        if (order.Status == "COMPLETED")
        {
            Completed.Enqueue((told.Sent, _time.GetTimestamp()));
        }
    }

    private async Task<Told?> UntilToldAsync(long start, Func<Task<(HttpStatusCode Status, OrderEnvelope? Body)>> send)
    {
        while (_time.GetElapsedTime(start) < Patience)
        {
            var sent = _time.GetTimestamp();
            try
            {
                var (status, body) = await send();
                if ((int)status < 300)
                {
                    return new Told(sent, body!.Data);
                }

                Count($"{(int)status} {body?.ErrorCode}");
                if (status is HttpStatusCode.BadGateway or HttpStatusCode.BadRequest)
                {
                    return new Told(sent, null);
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
            {
                Count($"no answer: {e.GetBaseException().GetType().Name}");
            }

            await Task.Delay(BeforeRepeat, _time);
        }

        return null;
    }

    private async Task<(HttpStatusCode Status, OrderEnvelope? Body)> PlaceAsync(string member, string key, long product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", member);
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(
            new NewOrder([new NewItem(product, 1)], "KB", "1234-5678-9814-1451"), OrderJson.Default.NewOrder);
        return await SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, OrderEnvelope? Body)> ReadAsync(string member, long orderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}");
        request.Headers.Add("X-USER-ID", member);
        return await SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, OrderEnvelope? Body)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await _api.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync(OrderJson.Default.OrderEnvelope));
    }

    private void Count(string answer) => Refusals.AddOrUpdate(answer, 1, (_, count) => count + 1);

    /// <param name="Sent">When the request was sent that was answered.</param>
    /// <param name="Order">Null: it was refused for good.</param>
    private sealed record Told(long Sent, OrderState? Order);
}
