using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.TestHost.Client;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Overload;

/// <summary>
/// The API places as many orders as it bears, lets a few more wait, and refuses what comes beyond before anything is stored. Only new
/// orders are refused for the sake of new orders.
/// </summary>
public sealed class OverloadTests(NarrowShop shop) : IClassFixture<NarrowShop>
{
    private const string Late = "demo3"; // Who comes when nobody else fits in.

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_too_many_leaves_nothing_behind_and_succeeds_under_the_same_key_later()
    {
        var before = await OrdersOfAsync(Late);
        await using var rush = await RushAsync("one");

        rush.Refused.IsProblem(
            HttpStatusCode.ServiceUnavailable, "SERVICE_002", "지금은 요청이 많아 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.");
        Assert.InRange(rush.Refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var (member, key) = (new MemberId(Late), IdempotencyKey.Parse(rush.Key));
        Assert.Equal(before, await OrdersOfAsync(Late));
        Assert.False(await shop.InDatabaseAsync(db => db.IdempotencyRecords.AnyAsync(r => r.MemberId == member && r.Key == key, _ct)));

        await rush.EndAsync();
        shop.PgAccepts("20260101:TR:again");
        var again = await shop.PlaceAsync(Late, rush.Key);

        Assert.Equal((HttpStatusCode.Accepted, false), (again.Status, again.IsRepeated));
        Assert.Equal(before + 1, await OrdersOfAsync(Late));
    }

    [Fact]
    public async Task What_was_let_in_to_wait_is_finished()
    {
        await using var rush = await RushAsync("two");

        var accepted = await rush.EndAsync();

        Assert.Equal(2, accepted.Count);
        Assert.All(accepted, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
    }

    [Fact]
    public async Task What_ends_an_open_payment_goes_on_while_orders_are_refused()
    {
        shop.PgAccepts("20260101:TR:earlier");
        var earlier = (await shop.PlaceAsync("demo1")).Order;
        await using var rush = await RushAsync("three");

        Assert.Equal(HttpStatusCode.OK, await shop.CallBackAsync(earlier));
        Assert.Equal("COMPLETED", (await shop.GetAsync($"/api/v1/orders/{earlier.Id}")).Order.Status);
        Assert.Equal(HttpStatusCode.Accepted, (await shop.CancelAsync(earlier.Id, "demo1")).Status);
    }

    [Theory]
    [InlineData("/api/v1/products")]
    [InlineData("/api/v1/orders")]
    [InlineData("/api/v1/points")]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/metrics")]
    public async Task Nobody_else_is_refused_while_orders_are(string path)
    {
        await using var rush = await RushAsync(path);

        Assert.Equal(HttpStatusCode.OK, (await shop.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Each_refusal_is_counted_once_by_the_limit_that_was_reached()
    {
        string[] limits = ["placing", "follow-up", "catalogue", "members"];
        var before = limits.Select(shop.Refused).ToList();

        await using var rush = await RushAsync("four");

        Assert.Equal([before[0] + 1, .. before[1..]], limits.Select(shop.Refused));
    }

    private Task<int> OrdersOfAsync(string member) =>
        shop.InDatabaseAsync(db => db.Orders.CountAsync(o => o.MemberId == new MemberId(member), _ct));

    /// <summary>One order is at the PG and one waits; the third that comes is refused, and not who waits already.</summary>
    private async Task<Rush> RushAsync(string name)
    {
        var pg = shop.HoldPg($"20260101:TR:held-{name}");
        shop.PgAccepts($"20260101:TR:waited-{name}");
        var first = shop.PlaceAsync("demo1");
        await pg.Reached;
        var waiting = shop.PlaceAsync("demo2");
        await shop.UntilQueuedAsync(1);
        var key = $"rush-{name}";
        var third = shop.PlaceAsync(Late, key);
        if (await Task.WhenAny(waiting, third).WaitAsync(TimeSpan.FromMinutes(1), _ct) != third)
        {
            pg.GoOn(); // The other tests need the shop.
            Assert.Fail("Who waited was refused for the sake of who came later.");
        }

        return new Rush(pg, key, await third, first, waiting);
    }

    private sealed record Rush(HeldPg Pg, string Key, Answer Refused, Task<Answer> First, Task<Answer> Waiting) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await EndAsync(); // Also of a test that has failed: the next one needs the shop.

        public async Task<IReadOnlyList<Answer>> EndAsync()
        {
            Pg.GoOn();
            return await Task.WhenAll(First, Waiting);
        }
    }
}
