using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Commerce.Api.Client;

namespace Commerce.ConsoleClient;

/// <summary>The calls of the API that a purchase needs, by the generated client; and the stream of events, which it cannot read.</summary>
internal sealed class Shop : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly HttpClient _http;
    private readonly CommerceClient _client;

    public Shop(Uri address, string member)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("X-USER-ID", member);
        _http.DefaultRequestHeaders.Add("Accept-Language", "en");
        _client = new CommerceClient(_http) { BaseUrl = address.ToString() };
    }

    /// <param name="key">
    /// A name for this intent. Whoever hears nothing sends it again under the same key: there is one order, however often it is sent.
    /// </param>
    /// <exception cref="ApiException{TResult}">The shop refused it, and nothing was ordered.</exception>
    public async Task<long> PlaceAsync(Wish wish, string key, CancellationToken ct)
    {
        var request = new PlaceOrderRequest
        {
            Items = [new PlaceOrderItem { ProductId = wish.ProductId, Quantity = wish.Quantity }],
            CardType = "SAMSUNG",
            CardNo = wish.CardNo,
        };
        try
        {
            return await PlaceAsync(request, key, ct);
        }
        catch (HttpRequestException)
        {
            await Task.Delay(Pause, TimeProvider.System, ct);
            return await PlaceAsync(request, key, ct);
        }
    }

    public async Task<Order> OrderAsync(long orderId, CancellationToken ct) =>
        (await _client.Orders_getAsync(orderId, prefer: null, ct)).Data;

    /// <summary>What happens to an order until it has ended. A stream that breaks off is opened again where it was.</summary>
    public async IAsyncEnumerable<Happened> FollowAsync(long orderId, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = "";
        while (true)
        {
            using var response = await OpenAsync(orderId, last, ct);
            if (response.StatusCode == HttpStatusCode.NoContent)
            {
                yield break; // Everything was told.
            }

            await foreach (var item in ItemsOf(response, ct))
            {
                last = item.EventId ?? last;
                var happened = Happened.Of(item.EventType, item.Data);
                yield return happened;
                if (happened.IsLast)
                {
                    yield break;
                }
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<long> PlaceAsync(PlaceOrderRequest request, string key, CancellationToken ct)
    {
        try
        {
            return (await _client.Orders_placeAsync(key, request, ct)).Data.Id;
        }
        catch (ApiException<Problem> failure) when (failure.Result.OrderId is { } recorded)
        {
            return recorded; // Its state says what became of it.
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(long orderId, string last, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}/events");
        if (last != "")
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private static async IAsyncEnumerable<SseItem<string>> ItemsOf(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken ct)
    {
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
        {
            yield break; // Too many wait already.
        }

        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        await using var items = SseParser.Create(stream).EnumerateAsync(ct).GetAsyncEnumerator(ct);
        while (await MovesAsync(items))
        {
            if (items.Current.Data != "")
            {
                yield return items.Current;
            }
        }
    }

    private static async Task<bool> MovesAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (IOException)
        {
            return false; // The connection broke off.
        }
    }
}
