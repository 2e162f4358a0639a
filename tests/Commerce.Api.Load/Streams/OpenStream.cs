using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Commerce.Api.Load.Streams;

/// <summary>One stream of an order, on a connection of its own.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private OpenStream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) => (_response, _items) = (response, items);

    /// <summary>Returns once the order's state has come.</summary>
    public static async Task<OpenStream> OpenAsync(HttpClient client, string member, long orderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}/events");
        request.Headers.Add("X-USER-ID", member);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var items = SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        await items.MoveNextAsync();
        return new OpenStream(response, items);
    }

    /// <returns>How long after the order's end it was told of it; null when the stream ended before.</returns>
    public async Task<TimeSpan?> ReadToEndAsync()
    {
        TimeSpan? delay = null;
        while (await _items.MoveNextAsync())
        {
            if (_items.Current.EventType.StartsWith("order.", StringComparison.Ordinal))
            {
                var at = JsonSerializer.Deserialize<JsonElement>(_items.Current.Data).GetProperty("timestamp").GetDateTimeOffset();
                delay = TimeProvider.System.GetUtcNow() - at;
            }
        }

        return delay;
    }

    public void Dispose() => _response.Dispose();
}
