using System.Net;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Ten times as many buyers as pieces, all at once, at an API that bears a third of them.</summary>
[Collection<ShopCollection>]
public sealed class FlashSaleTests(Shop shop)
{
    private const int Pieces = 20;
    private const int Buyers = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_piece_is_sold_once_and_everybody_else_is_told()
    {
        var productId = await AddProductAsync();
        await using var api = await ApiReplica.StartAsync(
            shop,
            ("Overload__PlacingAtOnce", "16"),
            ("Overload__PlacingQueue", "48"),
            ("Database__QueueTimeout", "00:01:00"),
            ("Database__NewWorkTimeout", "00:01:00"), // Who is let in is placed, also on a busy machine,
            ("Pg__TimeLimit", "00:00:30"), // where a PG that is quick looks slow; this test is not about its circuit.
            ("CircuitBreakers__pg-payments__CallTimeLimit", "00:00:30"),
            ("CircuitBreakers__pg-payments__SlowCallDurationThreshold", "00:00:30"));
        var refused = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(async number =>
        {
            Answer answer;
            while ((answer = await PlaceAsync(number)).Status == HttpStatusCode.ServiceUnavailable)
            {
                Assert.Equal(("SERVICE_002", true), (answer.ErrorCode, answer.RetryAfter >= TimeSpan.FromSeconds(1)));
                Interlocked.Increment(ref refused);
                await Task.Delay(Pause, TimeProvider.System, _ct); // Sooner than it was told: a test is in a hurry.
            }

            return answer;
        }));

        var taken = answers.Where(answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted).ToList();
        Assert.All(
            answers.Except(taken), answer => Assert.Equal((HttpStatusCode.BadRequest, "STOCK_001"), (answer.Status, answer.ErrorCode)));
        var ends = new List<OrderAnswer>();
        foreach (var answer in taken)
        {
            ends.Add(await shop.UntilAsync(answer.OrderId, o => o.Status == "COMPLETED" || o.Payment.Status == "CANCELLED"));
        }

        Assert.Equal(Pieces, ends.Count(order => order.Status == "COMPLETED"));
        Assert.All(ends.Where(order => order.Status != "COMPLETED"), order =>
            Assert.Equal(("FAILED", "OUT_OF_STOCK"), (order.Status, order.FailureCode)));
        Assert.Equal(0, await shop.StockAsync(productId));
        Assert.True(refused > 0, "The rush was no more than the API bears.");

        Task<Answer> PlaceAsync(int number) => shop.SendOrderAsync(
            Shop.CardOrder(productId, 1, Cards.Approved), idempotencyKey: $"flash-sale-{productId}-{number}", api: api.Client);
    }

    private async Task<long> AddProductAsync()
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<long>(
            """
            INSERT INTO products (brand_id, name, description, price, stock, likes_count, created_at)
            SELECT brand_id, 'Flash sale', description, price, @Pieces, 0, created_at FROM products WHERE id = 4;
            SELECT LAST_INSERT_ID();
            """,
            new { Pieces });
    }
}
