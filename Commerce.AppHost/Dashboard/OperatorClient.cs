using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Commerce.AppHost.Dashboard;

/// <summary>A service of the stack as an operator calls it.</summary>
/// <param name="key">Proves the operator; null for the PG, which asks nobody.</param>
internal sealed class OperatorClient(IResourceWithEndpoints service, ParameterResource? key = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly HttpClient Http = CreateClient();

    /// <returns>The body of the answer.</returns>
    /// <exception cref="CommandRefusal">The service refused; in its own words.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached.</exception>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = await RequestAsync(method, path, ct);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Http.SendAsync(request, ct);
        var answer = await ReadAsync(response, ct);
        return response.IsSuccessStatusCode && answer is not null
            ? answer
            : throw new CommandRefusal($"{service.Name} answered {(int)response.StatusCode}: {Sentence(answer)}");
    }

    /// <summary>Reads without leaving a trace: what asks every half second would bury the orders.</summary>
    public async Task<T?> PollAsync<T>(string path, CancellationToken ct)
    {
        using var request = await RequestAsync(HttpMethod.Get, path, ct);
        request.WithoutTrace();
        using var response = await Http.SendAsync(request, ct);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<T>(ct);
    }

    private static HttpClient CreateClient()
    {
        var client = HostRequests.CreateClient();
        client.Timeout = Patience;
        return client;
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, CancellationToken ct)
    {
        var address = await service.GetEndpoint("http").GetValueAsync(ct);
        var request = new HttpRequestMessage(method, address + path);
        request.Headers.Add("Accept-Language", "en");
        if (key is not null)
        {
            request.Headers.Add("X-Operator-Key", await key.GetValueAsync(ct));
        }

        return request;
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonNode>(ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sentence(JsonNode? answer) =>
        (string?)answer?["detail"] ?? (string?)answer?["meta"]?["message"] ?? "it gave no reason.";
}
