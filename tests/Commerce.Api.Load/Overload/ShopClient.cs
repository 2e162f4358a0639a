using System.Net;
using System.Net.Http.Json;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;

namespace Commerce.Api.Load.Overload;

/// <summary>Customers of the shop behind so many connections; who finds all of them taken waits, as in a browser.</summary>
internal sealed class ShopClient : IDisposable
{
    private readonly HttpClient _api;

    public ShopClient(PaidOrdersShop shop, int connections)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        _api = new HttpClient(handler) { BaseAddress = shop.Stack.AddressOf(StackResources.Api), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Orders one piece by card.</summary>
    /// <param name="idempotencyKey">Null: without.</param>
    public async Task<ShopAnswer> PlaceAsync(string member, long product, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", member);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey is null ? [] : [idempotencyKey]);
        var order = new NewOrder([new NewItem(product, 1)], "KB", "1234-5678-9814-1451");
        request.Content = JsonContent.Create(order, OrderJson.Default.NewOrder);
        return await SendAsync(request);
    }

    public async Task<ShopAnswer> ReadOrderAsync(string member, long orderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}");
        request.Headers.Add("X-USER-ID", member);
        return await SendAsync(request);
    }

    /// <summary>Reads a page of the catalogue.</summary>
    public async Task<ShopAnswer> ReadCatalogueAsync()
    {
        using var answer = await _api.GetAsync(new Uri("/api/v1/products", UriKind.Relative));
        return new ShopAnswer(answer.StatusCode, answer.Headers.RetryAfter?.Delta, null);
    }

    public void Dispose() => _api.Dispose();

    private async Task<ShopAnswer> SendAsync(HttpRequestMessage request)
    {
        using var answer = await _api.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // Thousands of them a second: a client reads the header and the code, and no JSON.
            return new ShopAnswer(answer.StatusCode, answer.Headers.RetryAfter?.Delta, null);
        }

        var read = await answer.Content.ReadFromJsonAsync(OrderJson.Default.OrderEnvelope);
        return new ShopAnswer(answer.StatusCode, answer.Headers.RetryAfter?.Delta, read?.Data, read?.ErrorCode);
    }
}
