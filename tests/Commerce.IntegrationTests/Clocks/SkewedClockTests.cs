using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Commerce.TestHost;
using Dapper;

namespace Commerce.IntegrationTests.Clocks;

/// <summary>Real processes whose clocks are minutes off, on one database and with one PG.</summary>
[KeepsInvariants]
public sealed class SkewedClockTests(SkewedShop shop) : IClassFixture<SkewedShop>
{
    private const long Product = 7;

    [Theory]
    [InlineData(StackResources.Api, "ahead of that of")]
    [InlineData(StackResources.Worker, "behind that of database")]
    public async Task A_process_says_that_its_clock_is_wrong(string service, string words)
    {
        using var client = shop.Stack.CreateClient(service);

        var health = await client.GetFromJsonAsync<JsonNode>("/health", TestContext.Current.CancellationToken);

        Assert.Contains("Degraded", health!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(words, health.ToJsonString(), StringComparison.Ordinal);
    }

    // Every callback is refused for its time, so nothing ends an order but looks.
    [Fact]
    public async Task Orders_end_and_money_goes_back_all_the_same()
    {
        await WarmUpAsync();
        var paid = await PlaceAsync(Cards.Approved, Cards.CallbackLost, Cards.NoAnswer);
        var refused = await PlaceAsync(Cards.LimitExceeded);

        Assert.All(await EndsAsync(paid), end => Assert.Equal("COMPLETED", end));
        Assert.All(await EndsAsync(refused), end => Assert.Equal("FAILED", end));
        await shop.CancelAsync(paid[0]);
        await shop.UntilAsync(paid[0], order => order.Status == "CANCELLED");
        Assert.Equal(0, await HandledCallbacksAsync());
    }

    // The first requests to a cold PG may take longer on a busy machine than the PG is given.
    private async Task WarmUpAsync()
    {
        while ((await EndsAsync(await PlaceAsync(Cards.Approved))).Single() != "COMPLETED")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Task<long[]> PlaceAsync(params string[] cards) => Task.WhenAll(cards.Select(card => shop.PlaceAsync(Product, 1, card)));

    private async Task<IEnumerable<string>> EndsAsync(long[] orders) =>
        (await Task.WhenAll(orders.Select(order => shop.EndOfAsync(order)))).Select(order => order.Status);

    private async Task<int> HandledCallbacksAsync()
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM callback_inbox WHERE state <> 'REJECTED'");
    }
}
