using System.Text.Json.Nodes;

namespace Commerce.AppHost.Demo;

/// <summary>The PG's books, held against what the API told the customer.</summary>
/// <param name="Net">Won that the PG took and did not give back, by its name for the order.</param>
internal sealed record DemoBooks(IReadOnlyDictionary<string, long> Net)
{
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);

    /// <summary>Reads the business days since <paramref name="start"/>; a demo can run across midnight in Seoul.</summary>
    public static async Task<DemoBooks> ReadAsync(HttpClient pg, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var net = new Dictionary<string, long>();
        var last = DateOnly.FromDateTime(end.ToOffset(Seoul).DateTime);
        for (var day = DateOnly.FromDateTime(start.ToOffset(Seoul).DateTime); day <= last; day = day.AddDays(1))
        {
            var lines = await pg.GetStringAsync($"/api/v1/books?date={day:yyyy-MM-dd}", ct);
            foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(net, JsonNode.Parse(line)!);
            }
        }

        return new DemoBooks(net);
    }

    /// <summary>What the PG has of an order.</summary>
    public long Of(DemoOrder order) => order.PgName is { } name ? Net.GetValueOrDefault(name) : 0;

    /// <summary>Completed orders are paid in full, all others not at all.</summary>
    public bool Agree(DemoOrder order) => Of(order) == order.Due;

    private static void Add(Dictionary<string, long> net, JsonNode entry)
    {
        var amount = (long)entry["amount"]! * ((string)entry["type"]!, (string)entry["state"]!) switch
        {
            ("PAYMENT", "SUCCESS") => 1,
            ("CANCEL", _) => -1,
            _ => 0,
        };
        var orderId = (string)entry["orderId"]!;
        net[orderId] = net.GetValueOrDefault(orderId) + amount;
    }
}
