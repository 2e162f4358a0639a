using System.Net;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>kill -9 in the middle of a payment: the order reaches its right end afterwards, without help.</summary>
[Collection<ShopCollection>]
public sealed class CrashTests(Shop shop)
{
    private const long Product = 7;

    // From the moment when all processes are up again (I11).
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_api_dies_while_the_pg_has_accepted_and_not_answered_yet()
    {
        var before = await shop.StockAsync(Product);
        var last = await shop.LastOrderIdAsync();
        var cut = shop.PlaceAsync(Product, 1, Cards.SlowAnswer);
        var orderId = await shop.OrderAtThePgAsync(last);

        await shop.Stack.KillAsync(StackResources.Api, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut);
        await shop.StartApiAsync();

        var end = await shop.EndOfAsync(orderId, RecoveryLimit);
        Assert.Equal(("COMPLETED", before - 1), (end.Status, await shop.StockAsync(Product)));
    }

    [Fact]
    public async Task The_api_dies_before_the_request_reaches_the_pg()
    {
        var ct = TestContext.Current.CancellationToken;
        var before = await shop.StockAsync(Product);
        var last = await shop.LastOrderIdAsync();

        // Frozen, the PG takes the connection and reads nothing; killed, it never will.
        shop.Stack.Pause(StackResources.PgSimulator);
        var cut = shop.PlaceAsync(Product, 1, Cards.Approved);
        var orderId = await shop.OrderAfterAsync(last);
        await shop.Stack.KillAsync(StackResources.Api, ct);
        await shop.Stack.KillAsync(StackResources.PgSimulator, ct);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut);
        await shop.Stack.StartAsync(StackResources.PgSimulator, ct);
        await shop.StartApiAsync();

        var end = await shop.EndOfAsync(orderId, RecoveryLimit);
        Assert.Equal(("FAILED", before), (end.Status, await shop.StockAsync(Product)));
    }

    [Fact]
    public async Task An_idempotency_key_survives_the_death_of_the_api_and_still_stands_for_one_order()
    {
        var key = Guid.NewGuid().ToString();
        var order = Shop.CardOrder(Product, 1, Cards.SlowAnswer);
        var last = await shop.LastOrderIdAsync();
        var cut = shop.SendOrderAsync(order, idempotencyKey: key);
        var orderId = await shop.OrderAtThePgAsync(last);

        await shop.Stack.KillAsync(StackResources.Api, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut);
        await shop.StartApiAsync();
        await shop.EndOfAsync(orderId, RecoveryLimit);
        var again = await Shop.UntilNotInFlightAsync(() => shop.SendOrderAsync(order, idempotencyKey: key));

        Assert.Equal((HttpStatusCode.OK, orderId, "COMPLETED"), (again.Status, again.Order.Id, again.Order.Status));
        Assert.Equal(orderId, await shop.LastOrderIdAsync());
    }

    [Theory]
    [InlineData(StackResources.Worker)]
    [InlineData(StackResources.MySql)]
    [InlineData(StackResources.PgSimulator)]
    public async Task Something_else_dies_while_the_pg_decides(string resource)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 1_500, processDelayMaxMs = 1_500 });
        var orderId = await shop.PlaceAsync(Product, 1, Cards.CallbackLost);

        await shop.Stack.KillAsync(resource, ct);
        await shop.Stack.StartAsync(resource, ct);

        Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId, RecoveryLimit)).Status);
    }
}
