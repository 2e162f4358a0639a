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
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_too_many_leaves_nothing_behind_and_succeeds_under_the_same_key_later()
    {
        var before = new Dictionary<string, int> { ["demo2"] = await OrdersOfAsync("demo2"), ["demo3"] = await OrdersOfAsync("demo3") };
        await using var rush = await RushAsync("one");

        rush.Refused.IsProblem(
            HttpStatusCode.ServiceUnavailable, "SERVICE_002", "지금은 요청이 많아 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.");
        Assert.InRange(rush.Refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        var (member, key) = (new MemberId(rush.RefusedMember), IdempotencyKey.Parse(rush.Key));
        Assert.Equal(before[rush.RefusedMember], await OrdersOfAsync(rush.RefusedMember));
        Assert.False(await shop.InDatabaseAsync(db => db.IdempotencyRecords.AnyAsync(r => r.MemberId == member && r.Key == key, _ct)));

        await rush.EndAsync();
        shop.PgAccepts("20260101:TR:again");
        var again = await shop.PlaceAsync(rush.RefusedMember, rush.Key);

        Assert.Equal((HttpStatusCode.Accepted, false), (again.Status, again.IsRepeated));
        Assert.Equal(before[rush.RefusedMember] + 1, await OrdersOfAsync(rush.RefusedMember));
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
    public async Task Refusals_are_counted_by_the_limit_that_was_reached()
    {
        await using var rush = await RushAsync("four");

        var metrics = (await shop.GetAsync("/metrics")).Body.Split('\n');

        Assert.Contains(metrics, line => line.StartsWith("aspnetcore_rate_limiting_requests_total{", StringComparison.Ordinal)
            && line.Contains("aspnetcore_rate_limiting_policy=\"placing\"", StringComparison.Ordinal)
            && line.Contains("aspnetcore_rate_limiting_result=\"endpoint_limiter\"", StringComparison.Ordinal));
    }

    private Task<int> OrdersOfAsync(string member) =>
        shop.InDatabaseAsync(db => db.Orders.CountAsync(o => o.MemberId == new MemberId(member), _ct));

    /// <summary>One order is at the PG and one waits; of two that came at once after it, the other is refused.</summary>
    private async Task<Rush> RushAsync(string name)
    {
        var pg = shop.HoldPg($"20260101:TR:held-{name}");
        shop.PgAccepts($"20260101:TR:waited-{name}");
        var first = shop.PlaceAsync("demo1");
        await pg.Reached;
        var key = $"rush-{name}";
        var (second, third) = (shop.PlaceAsync("demo2", key), shop.PlaceAsync("demo3", key));
        var refused = await Task.WhenAny(second, third).WaitAsync(TimeSpan.FromSeconds(30), _ct);
        return new Rush(pg, key, refused == second ? "demo2" : "demo3", await refused, first, refused == second ? third : second);
    }

    private sealed record Rush(
        HeldPg Pg, string Key, string RefusedMember, Answer Refused, Task<Answer> First, Task<Answer> Waiting) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await EndAsync(); // Also of a test that has failed: the next one needs the shop.

        public async Task<IReadOnlyList<Answer>> EndAsync()
        {
            Pg.GoOn();
            return await Task.WhenAll(First, Waiting);
        }
    }
}
