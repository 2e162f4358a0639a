using System.Net.Http.Json;
using Commerce.TestHost;

namespace Commerce.Ops.Tests;

/// <summary>Two minutes of trade: the PG is well, breaks down, and is well again.</summary>
internal static class OutageOfThePg
{
    private const string RollsDice = "1234-5678-9814-1451";
    private const long Product = 4;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    private static readonly (TimeSpan Lasts, object Faults)[] Acts =
    [
        (TimeSpan.FromSeconds(40), new { refuseRate = 0.1 }),
        (TimeSpan.FromSeconds(40), new { refuseRate = 1 }),
        (TimeSpan.FromSeconds(50), new { refuseRate = 0.1 }),
    ];

    public static async Task RunAsync(CommerceStack stack, CancellationToken ct)
    {
        using var api = stack.CreateClient(StackResources.Api);
        using var pg = stack.CreateClient(StackResources.PgSimulator);
        api.DefaultRequestHeaders.Add("X-USER-ID", "demo1");
        List<Task> orders = [];
        foreach (var (lasts, faults) in Acts)
        {
            using var turned = await pg.PutAsJsonAsync("/api/v1/faults", faults, ct);
            turned.EnsureSuccessStatusCode();
            var begun = TimeProvider.System.GetTimestamp();
            using var pace = new PeriodicTimer(Pace);
            while (TimeProvider.System.GetElapsedTime(begun) < lasts && await pace.WaitForNextTickAsync(ct))
            {
                orders.Add(PlaceAsync(api, ct));
            }
        }

        await Task.WhenAll(orders);
    }

    private static async Task PlaceAsync(HttpClient api, CancellationToken ct)
    {
        var order = new { items = new[] { new { productId = Product, quantity = 1 } }, cardType = "SAMSUNG", cardNo = RollsDice };
        using var answer = await api.PostAsJsonAsync("/api/v1/orders", order, ct);
    }
}
