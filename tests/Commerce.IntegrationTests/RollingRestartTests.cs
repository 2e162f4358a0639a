using System.Collections.Concurrent;
using System.Net;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>
/// Each API and each worker is told to end and is started again while orders come: no request fails, and every order ends.
/// </summary>
[Collection<ShopCollection>]
public sealed class RollingRestartTests(Shop shop)
{
    private const long FirstProduct = 7;
    private const int Buyers = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task No_request_fails_while_each_process_is_restarted_in_turn()
    {
        Assert.SkipUnless(ReplicasUnderTest.Asked > 1, "Needs several processes of each service: -p:Replicas=2.");
        var ct = TestContext.Current.CancellationToken;
        var orders = new ConcurrentBag<long>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var buying = Task.WhenAll(Enumerable.Range(0, Buyers).Select(buyer => BuyAsync(FirstProduct + buyer, orders, over.Token)));

        string[] services = [StackResources.Api, StackResources.Worker];
        foreach (var process in services.SelectMany(shop.Stack.ProcessesOf))
        {
            var before = orders.Count;
            await shop.Stack.StopAsync(process, ct);
            await shop.Stack.StartAsync(process, ct);
            Assert.True(orders.Count > before, $"Nobody bought anything while {process} was away.");
        }

        await over.CancelAsync();
        await buying; // A request that failed is told here.
        foreach (var order in orders)
        {
            Assert.Equal("COMPLETED", (await shop.EndOfAsync(order)).Status);
        }
    }

    private async Task BuyAsync(long product, ConcurrentBag<long> orders, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var answer = await shop.SendOrderAsync(Shop.CardOrder(product, 1, Cards.Approved));
            Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Accepted });
            orders.Add(answer.OrderId);
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
