using System.Net;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Ten times as many orders as database connections wait for a PG that is silent, and the shop stays open.</summary>
[Collection<ShopCollection>]
public sealed class HangingPgTests(Shop shop)
{
    private const long Product = 8;
    private const int PoolSize = 2;
    private const int Orders = 10 * PoolSize;

    [Fact]
    public async Task Orders_that_wait_for_the_pg_hold_no_connection()
    {
        await using var api = await NarrowApiAsync("00:01:00");
        var last = await shop.LastOrderIdAsync();
        List<Task<(HttpStatusCode Status, long OrderId)>> orders;

        // Frozen, the PG takes connections and says nothing, for exactly as long as this test wants.
        using (Standstill.OfPg(shop))
        {
            orders = [.. Enumerable.Range(0, Orders).Select(_ => OrderAsync(api, Cards.Approved))];
            await SavedAsync(last);

            var reads = await Task.WhenAll(Enumerable.Range(0, 2 * PoolSize).Select(_ => ReadProductsAsync(api)));

            Assert.All(reads, status => Assert.Equal(HttpStatusCode.OK, status));
            Assert.DoesNotContain(orders, order => order.IsCompleted);
        }

        foreach (var (status, orderId) in await Task.WhenAll(orders))
        {
            Assert.Contains(status, new[] { HttpStatusCode.Accepted, HttpStatusCode.OK }); // OK: the callback was quicker than our answer.
            Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId)).Status);
        }
    }

    [Fact]
    public async Task Every_order_gets_its_answer_from_a_pg_that_gives_none()
    {
        await using var api = await NarrowApiAsync("00:00:03");
        IEnumerable<(HttpStatusCode Status, long OrderId)> answers;
        await using (await shop.WithFaultsAsync(new { hangRate = 1 }))
        {
            answers = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => OrderAsync(api, Cards.Ordinary)));
        }

        foreach (var (status, orderId) in answers)
        {
            // 502: on a slow machine the worker's looks had ended the order before the API came to its answer.
            Assert.Contains(status, new[] { HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway });
            Assert.Equal("FAILED", (await shop.EndOfAsync(orderId)).Status); // The PG kept none of them.
        }
    }

    /// <param name="timeLimit">How long it waits for the PG.</param>
    private Task<ApiReplica> NarrowApiAsync(string timeLimit) =>
        ApiReplica.StartAsync(
            shop,
            $"MaximumPoolSize={PoolSize}",
            ("Pg__TimeLimit", timeLimit),
            ("Database__QueueTimeout", "00:01:00"));

    private async Task<(HttpStatusCode Status, long OrderId)> OrderAsync(ApiReplica api, string cardNo)
    {
        var answer = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, cardNo), api: api.Client);
        return (answer.Status, answer.OrderId);
    }

    private static async Task<HttpStatusCode> ReadProductsAsync(ApiReplica api)
    {
        using var response = await api.Client.GetAsync("/api/v1/products", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task SavedAsync(long last)
    {
        await using var database = await shop.OpenDatabaseAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(50));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await database.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM orders WHERE id > @last", new { last }) < Orders)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
