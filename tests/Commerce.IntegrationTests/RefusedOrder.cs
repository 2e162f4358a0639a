using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>An order that must not come about.</summary>
internal static class RefusedOrder
{
    /// <summary>Sends an order as it is written. Whatever is wrong with it, nothing is recorded and nothing is taken.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode Problem)> RefusedAsync(this Shop shop, string body, string? member)
    {
        using var still = Standstill.OfWorker(shop);
        var tables = await shop.BusinessTablesAsync();

        var answer = await SendAsync(shop, body, member);

        Assert.Equal(tables, await shop.BusinessTablesAsync());
        return answer;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Problem)> SendAsync(Shop shop, string body, string? member)
    {
        // Asks before it sends: a body too large is refused unread, and who is still sending may find the connection closed.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        using var api = new HttpClient(handler) { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        if (member is not null)
        {
            request.Headers.TryAddWithoutValidation("X-USER-ID", member);
        }

        using var response = await api.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }
}
