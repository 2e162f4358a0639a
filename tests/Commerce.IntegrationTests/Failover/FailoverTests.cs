using Commerce.Chaos.Network;

namespace Commerce.IntegrationTests.Failover;

/// <summary>The primary of a group is lost in the middle of payments.</summary>
[Collection<GroupShopCollection>]
public sealed class FailoverTests(GroupShop shop)
{
    private const int Enough = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    /// <summary>One API has the list of the servers, and another one host, in front of which a proxy follows the primary.</summary>
    [Fact]
    public async Task No_acknowledged_order_is_lost_with_the_primary_and_orders_flow_again_by_a_list_of_hosts_and_by_a_proxy()
    {
        await shop.WholeAsync(_ct);
        await using var proxy = Relay.To(await shop.PortOfAsync(shop.Primary, _ct));
        await using var api = await ApiReplica.StartAsync(
            shop, $"Server=127.0.0.1;Port={proxy.Port}", ("Database__FailoverWait", "00:00:10"));
        await using var listed = new KeyedBuyers(shop, "listed", buyers: 2);
        await using var proxied = new KeyedBuyers(shop, "proxied", buyers: 2, api.Client);

        await LoseAsync(
            async lost =>
            {
                await shop.Stack.KillAsync(lost, _ct);
                proxy.Retarget(await shop.PortOfAsync(await shop.NextPrimaryAsync(lost, _ct), _ct));
            },
            lost => shop.Stack.StartAsync(lost, _ct),
            listed,
            proxied);
    }

    [Fact]
    public async Task No_acknowledged_order_is_lost_with_a_primary_that_stands_still_until_another_one_has_its_place()
    {
        await shop.WholeAsync(_ct);
        await using var buyers = new KeyedBuyers(shop, "standstill", buyers: 3);

        await LoseAsync(
            lost =>
            {
                shop.Stack.Pause(lost);
                return shop.NextPrimaryAsync(lost, _ct);
            },
            lost =>
            {
                shop.Stack.Resume(lost);
                return Task.CompletedTask;
            },
            buyers);
    }

    private async Task LoseAsync(Func<string, Task> lose, Func<string, Task> bringBack, params KeyedBuyers[] all)
    {
        foreach (var buyers in all)
        {
            buyers.Begin();
        }

        await Task.WhenAll(all.Select(buyers => buyers.UntilMoreAsync(Enough)));
        var lost = shop.Primary;
        await lose(lost);
        var before = all.SelectMany(buyers => buyers.Orders).ToHashSet();
        await Task.WhenAll(all.Select(buyers => buyers.UntilMoreAsync(Enough)));
        await Task.WhenAll(all.Select(buyers => buyers.EndAsync()));

        Assert.NotEqual(lost, await shop.NextPrimaryAsync(lost, _ct));
        foreach (var buyers in all)
        {
            await EndAsync(buyers, before);
        }

        await bringBack(lost);
        await shop.WholeAsync(_ct);
    }

    // The PG's database is in the group, so an order may fail; after the loss one at least is paid.
    private async Task EndAsync(KeyedBuyers buyers, HashSet<long> before)
    {
        List<string> since = [];
        foreach (var orderId in buyers.Orders)
        {
            var end = (await shop.EndOfAsync(orderId, Limit)).Status;
            Assert.True(end is "COMPLETED" or "FAILED", $"Order {orderId} is {end}.");
            since.AddRange(before.Contains(orderId) ? [] : [end]);
        }

        Assert.Contains("COMPLETED", since);
    }
}
