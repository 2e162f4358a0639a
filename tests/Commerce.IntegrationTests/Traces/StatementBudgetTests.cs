using Commerce.TestHost;

namespace Commerce.IntegrationTests.Traces;

/// <summary>
/// How often a card order, from POST to COMPLETED, makes the processes turn to the database: counted by the driver's own spans. What is
/// within the budget today is to stay so.
/// </summary>
[KeepsInvariants]
public sealed class StatementBudgetTests(TracedShop shop) : IClassFixture<TracedShop>
{
    private const string Driver = "MySqlConnector";
    private static readonly string[] Writes = ["INSERT", "UPDATE", "DELETE"];

    [Fact]
    public async Task A_card_order_stays_within_its_round_trips_and_commits()
    {
        await BuyAsync(); // The first one finds nothing in any cache.
        var before = shop.Spans().Count;

        var orderId = await BuyAsync();

        var spans = shop.Spans().Skip(before).ToList();
        var order = OrderSpan(spans, orderId).TraceId;
        // What is asked of the PG about other payments meanwhile is not this order's.
        var others = spans.Where(span => span.Service != StackResources.PgSimulator && span.TraceId != order)
            .Select(span => span.TraceId).ToHashSet();
        var asked = spans.Where(span => span.Source == Driver && !others.Contains(span.TraceId)).ToLookup(span => span.Service);
        var pg = asked[StackResources.PgSimulator].ToList();
        var merchant = asked.Where(service => service.Key != StackResources.PgSimulator).SelectMany(service => service).ToList();
        AssertWithin(merchant, roundTrips: 22, commits: 4);
        AssertWithin(pg, roundTrips: 10, commits: 4);
    }

    private async Task<long> BuyAsync()
    {
        var orderId = await shop.PlaceAsync(productId: 4, quantity: 1, Cards.Approved);
        await shop.EndOfAsync(orderId);
        var callback = await shop.SpanAsync("POST /api/v1/payments/callback", orderId);
        await TracedShop.UntilAsync(
            shop.Spans, span => span.Name == "send callback" && span.TraceId == callback.TraceId, "end of the sending");
        return orderId;
    }

    private static OtlpSpan OrderSpan(List<OtlpSpan> spans, long orderId) => spans.First(span =>
        span.Name == "POST /api/v1/orders/" && span["commerce.order.id"] == $"{orderId}");

    private static void AssertWithin(List<OtlpSpan> spans, int roundTrips, int commits)
    {
        var units = UnitsOfWork(spans).ToList();
        var seen = string.Join('\n', spans);
        // The driver has no span for the beginning of a transaction, which is a trip as well.
        var trips = units.Sum(unit => unit.Count + unit.Count(IsCommit));
        Assert.True(trips > 0 && trips <= roundTrips, $"{trips} trips\n{seen}");
        var committed = units.Sum(CommitsOf);
        Assert.True(committed > 0 && committed <= commits, $"{committed} commits\n{seen}");
    }

    /// <summary>What was asked of the database between taking a connection and giving it back.</summary>
    private static IEnumerable<List<OtlpSpan>> UnitsOfWork(IEnumerable<OtlpSpan> spans)
    {
        foreach (var connection in spans.GroupBy(span => span["db.connection_id"]))
        {
            var unit = new List<OtlpSpan>();
            foreach (var span in connection)
            {
                if (span.Name != "Open")
                {
                    unit.Add(span);
                    continue;
                }

                yield return unit;
                unit = [];
            }

            yield return unit;
        }
    }

    // Outside a transaction every statement that writes is a commit of its own.
    private static int CommitsOf(List<OtlpSpan> unit) => unit.Count(IsCommit) is var committed and > 0
        ? committed
        : unit.Count(span => Writes.Any(write => span.Name.StartsWith(write, StringComparison.Ordinal)));

    private static bool IsCommit(OtlpSpan span) => span["db.operation.name"] == "COMMIT";
}
