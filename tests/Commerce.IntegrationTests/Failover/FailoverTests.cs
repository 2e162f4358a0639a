using System.Collections.Concurrent;
using System.Net;

namespace Commerce.IntegrationTests.Failover;

/// <summary>The primary of a group is lost in the middle of payments.</summary>
[KeepsInvariants]
public sealed class FailoverTests(GroupShop shop) : IClassFixture<GroupShop>
{
    private const int Buyers = 4;
    private const int Enough = 12;
    private const long FirstProduct = 7;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly ConcurrentDictionary<string, long> _acknowledged = [];

    [Fact]
    public Task No_acknowledged_order_is_lost_with_the_primary_and_orders_flow_again() =>
        LoseAsync(lost => shop.Stack.KillAsync(lost, _ct), lost => shop.Stack.StartAsync(lost, _ct));

    private async Task LoseAsync(Func<string, Task> lose, Func<string, Task> bringBack)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        var buying = Task.WhenAll(Enumerable.Range(0, Buyers).Select(buyer => BuyAsync(buyer, over.Token)));
        await UntilAcknowledgedAsync(Enough, buying);

        var lost = shop.Primary;
        await lose(lost);
        await UntilAcknowledgedAsync(_acknowledged.Count + Enough, buying);
        await over.CancelAsync();
        await buying;

        Assert.NotEqual(lost, shop.Primary);
        Assert.Equal(_acknowledged.Count, _acknowledged.Values.Distinct().Count());
        foreach (var (_, orderId) in _acknowledged)
        {
            Assert.True((await shop.EndOfAsync(orderId)).Status is "COMPLETED" or "FAILED"); // The PG's database is in the group.
        }

        await bringBack(lost);
        await shop.Stack.App.ResourceNotifications.WaitForResourceAsync(lost, e => e.Snapshot.State?.Text == "ONLINE SECONDARY", _ct)
            .WaitAsync(Limit, _ct);
    }

    // Under its key a request is repeated until it is told what became of it.
    private async Task BuyAsync(int buyer, CancellationToken over)
    {
        for (var number = 1; !over.IsCancellationRequested; number++)
        {
            var key = $"{buyer}-{number}";
            while (!await IsToldAsync(key, FirstProduct + buyer))
            {
                await Task.Delay(Pause, TimeProvider.System, _ct);
            }
        }
    }

    private async Task<bool> IsToldAsync(string key, long product)
    {
        var answer = await shop.SendOrderAsync(Shop.CardOrder(product, 1, Cards.Approved), idempotencyKey: key);
        if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted)
        {
            _acknowledged[key] = answer.OrderId;
        }

        return answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict);
    }

    private async Task UntilAcknowledgedAsync(int orders, Task buying)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Limit);
        while (_acknowledged.Count < orders && !buying.IsCompleted)
        {
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }
}
