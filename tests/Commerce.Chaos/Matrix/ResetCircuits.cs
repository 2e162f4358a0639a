using System.Net.Http.Json;
using System.Text.Json;
using Commerce.Chaos.Running;
using Commerce.TestHost;

namespace Commerce.Chaos.Matrix;

/// <summary>Lets every circuit breaker forget what it has seen: a case begins as if nothing had ever failed.</summary>
internal static class ResetCircuits
{
    private const string Path = "/api/v1/circuits";

    public static async Task ExecuteAsync(CommerceStack stack, CancellationToken ct)
    {
        foreach (var service in new[] { StackResources.Api, StackResources.Worker })
        {
            using var client = new HttpClient { BaseAddress = stack.AddressOf(service) };
            client.DefaultRequestHeaders.Add("X-Operator-Key", PointCounts.OperatorKey);
            var circuits = await client.GetFromJsonAsync<JsonElement>(Path, ct);
            foreach (var circuit in circuits.GetProperty("data").EnumerateArray())
            {
                var name = Uri.EscapeDataString(circuit.GetProperty("name").GetString()!);
                using var answer = await client.PostAsJsonAsync($"{Path}/{name}", new { action = "reset" }, ct);
                answer.EnsureSuccessStatusCode();
            }
        }
    }
}
