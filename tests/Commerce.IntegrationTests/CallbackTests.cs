using System.Net;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>An unsigned callback is a hint: it can wake us, and it can do nothing else.</summary>
[Collection<ShopCollection>]
public sealed class CallbackTests(Shop shop)
{
    private const long Product = 5;

    [Fact]
    public async Task A_forged_success_moves_nothing()
    {
        var order = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.LimitExceeded));
        var key = (string?)order["payment"]!["transactionKey"];
        var stock = await shop.StockAsync(Product);

        var status = await shop.SendCallbackAsync($$"""{"transactionKey":"{{key}}","status":"SUCCESS"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("FAILED", (string?)(await shop.OrderAsync(order["id"]!.GetValue<long>()))["status"]);
        Assert.Equal(stock, await shop.StockAsync(Product));
        Assert.Empty(await shop.BreachesAsync());
    }

    [Theory]
    [InlineData("""{"transactionKey":"20260101:TR:ffffff","status":"SUCCESS","cardNo":"4242-4242-4242-4242"}""", "UNMATCHED")]
    [InlineData("""{"status":"SUCCESS"}""", "UNREADABLE")]
    [InlineData("""{"transactionKey":"trunc""", "UNREADABLE")]
    [InlineData("", "UNREADABLE")]
    public async Task What_cannot_be_used_is_kept_all_the_same(string body, string state)
    {
        await using var database = await shop.OpenDatabaseAsync();
        var last = await database.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(id), 0) FROM callback_inbox");

        var status = await shop.SendCallbackAsync(body);

        Assert.Equal(HttpStatusCode.OK, status);
        var kept = await database.QuerySingleAsync<(string State, string Body)>(
            "SELECT state, body FROM callback_inbox WHERE id > @last AND transaction_key <=> @key",
            new { last, key = state == "UNMATCHED" ? "20260101:TR:ffffff" : null });
        Assert.Equal((state, body.Replace("4242-4242-4242-4242", "****-****-****-4242", StringComparison.Ordinal)), kept);
    }

    [Fact]
    public async Task Twenty_callbacks_at_once_take_the_stock_once()
    {
        var before = await shop.StockAsync(Product);
        var orderId = await shop.PlaceAsync(Product, 3, Cards.Approved);
        var key = (string?)(await shop.OrderAsync(orderId))["payment"]!["transactionKey"];
        var body = $$"""{"transactionKey":"{{key}}","orderId":"ORDER{{orderId:D6}}","status":"SUCCESS"}""";

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.SendCallbackAsync(body)));
        await shop.EndOfAsync(orderId);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.SendCallbackAsync(body)));

        Assert.Equal(before - 3, await shop.StockAsync(Product));
        Assert.Empty(await shop.BreachesAsync());
    }
}
