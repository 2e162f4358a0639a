using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Commerce.AppHost.Demo;

/// <summary>Sends a customer's requests. Told that the shop is busy, he comes again: under one key there is one order.</summary>
internal sealed class DemoClient(HttpClient api, TimeProvider time)
{
    private const int MostAttempts = 5;
    private const string StillAtWork = "IDEMPOTENCY_003";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string member, object? body, CancellationToken ct)
    {
        var key = $"{Guid.NewGuid()}";
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("X-USER-ID", member);
            request.Headers.Add("Accept-Language", "en");
            if (body is null)
            {
                request.WithoutTrace(); // A look, one of many: the order's trace is the one that tells something.
            }
            else
            {
                request.Headers.Add("Idempotency-Key", key);
                request.Content = JsonContent.Create(body);
            }

            using var response = await api.SendAsync(request, ct);
            var answer = (await response.Content.ReadFromJsonAsync<JsonNode>(ct))!;
            var isToComeAgain = (response.StatusCode == HttpStatusCode.ServiceUnavailable && answer["orderId"] is null)
                || (string?)answer["errorCode"] == StillAtWork;
            if (!isToComeAgain || attempt == MostAttempts)
            {
                return answer;
            }

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? Pause, time, ct);
        }
    }
}
