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
    public async Task<ShopAnswer> PlaceAsync(string member, long product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", member);
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
        var order = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(OrderJson.Default.OrderEnvelope) : null;
        return new ShopAnswer(answer.StatusCode, answer.Headers.RetryAfter?.Delta, order?.Data);
    }
}
