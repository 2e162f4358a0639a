using Commerce.IntegrationTests.Callbacks;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>The stock of an order is taken whole or not at all.</summary>
[Collection<ShopCollection>]
public sealed class TwoLineOrderTests(Shop shop)
{
    private const long First = 10; // Stock is taken in the order of the ids.
    private const long Second = 11;

    [Fact]
    public async Task When_the_second_product_is_gone_meanwhile_the_first_is_not_taken_either_and_the_money_goes_back()
    {
        var before = await StocksAsync();

        var end = await shop.SoldOutMeanwhileAsync(Order(Cards.CallbackLost), scarce: Second);

        Assert.Equal(("FAILED", "OUT_OF_STOCK", "CANCELLED"), (end.Status, end.FailureCode, end.Payment.Status));
        Assert.Equal(before, await StocksAsync());
        Assert.Equal("CANCELLED", await shop.StatusAtThePgAsync(end.Id));
        Assert.Empty(await TakenAsync(end.Id));
    }

    [Fact]
    public async Task A_completed_order_takes_each_line_once()
    {
        var (first, second) = await StocksAsync();

        var placed = await shop.SendOrderAsync(Order(Cards.CallbackTwice));
        var end = await shop.EndOfAsync(placed.Order.Id);

        Assert.Equal("COMPLETED", end.Status);
        Assert.Equal((first - 2, second - 3), await StocksAsync());
        Assert.Equal([(First, 2L), (Second, 3L)], await TakenAsync(end.Id));
    }

    private static object Order(string cardNo) => new
    {
        items = new[] { new { productId = Second, quantity = 3 }, new { productId = First, quantity = 2 } },
        cardType = "SAMSUNG",
        cardNo,
    };

    private async Task<(int First, int Second)> StocksAsync() => (await shop.StockAsync(First), await shop.StockAsync(Second));

    private async Task<IEnumerable<(long ProductId, long Pieces)>> TakenAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QueryAsync<(long, long)>(
            "SELECT product_id, amount FROM journal WHERE order_id = @orderId AND kind = 'STOCK_TAKEN' AND account = 'CUSTOMERS' ORDER "
            + "BY product_id",
            new { orderId });
    }
}
