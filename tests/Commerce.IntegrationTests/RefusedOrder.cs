using System.Text;
using Commerce.TestHost;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests;

/// <summary>An order that must not come about.</summary>
internal static class RefusedOrder
{
    /// <summary>Sends an order as it is written. Whatever is wrong with it, nothing is recorded and nothing is taken.</summary>
    public static async Task<Answer> RefusedAsync(this Shop shop, string body, string? member)
    {
        using var still = Standstill.OfWorker(shop);
        var tables = await shop.BusinessTablesAsync();

        var answer = await SendAsync(shop, body, member);

        Assert.Equal(tables, await shop.BusinessTablesAsync());
        return answer;
    }

    private static async Task<Answer> SendAsync(Shop shop, string body, string? member)
    {
        // Asks before it sends: a body too large is refused unread, and who is still sending may find the connection closed.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        using var api = new HttpClient(handler) { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        if (member is not null)
        {
            request.Headers.TryAddWithoutValidation("X-USER-ID", member);
        }

        using var response = await api.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", answer.MediaType);
        return answer;
    }
}
