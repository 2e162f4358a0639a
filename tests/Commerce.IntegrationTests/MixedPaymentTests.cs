using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Card, points and a coupon pay one order together, and all come back together.</summary>
[Collection<ShopCollection>]
public sealed class MixedPaymentTests(Shop shop)
{
    private const long Product = 12;
    private const long Coupon = 3;
    private const int Quantity = 2;
    private const int Points = 1_000;
    private const long CardAmount = 43_800; // 2 * 28,000, less 20 %, less the points.

    [Fact]
    public async Task All_of_it_comes_back_once_when_the_member_undoes_the_order()
    {
        var before = await HoldingsAsync();
        var orderId = (await shop.SendOrderAsync(Order(Cards.Approved))).Order.Id;
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId)).Status);
        Assert.Equal(new Holdings(before.Stock - Quantity, before.Points - Points, orderId), await HoldingsAsync());

        await shop.CancelAsync(orderId);
        await shop.CancelAsync(orderId);
        var end = await shop.UntilAsync(orderId, order => order.Status == "CANCELLED");

        await AssertAllBackAsync(end, before);
    }

    [Fact]
    public async Task All_of_it_comes_back_once_when_the_stock_is_gone_meanwhile()
    {
        var before = await HoldingsAsync();

        var end = await shop.SoldOutMeanwhileAsync(Order(Cards.CallbackLost), scarce: Product);

        Assert.Equal(("FAILED", "OUT_OF_STOCK"), (end.Status, end.FailureCode));
        await AssertAllBackAsync(end, before);
    }

    private static object Order(string cardNo) => new
    {
        items = new[] { new { productId = Product, quantity = Quantity } },
        usePoint = Points,
        couponId = Coupon,
        cardType = "SAMSUNG",
        cardNo,
    };

    private async Task AssertAllBackAsync(OrderAnswer end, Holdings before)
    {
        Assert.Equal(("CANCELLED", CardAmount), (end.Payment.Status, end.Payment.Amount));
        Assert.Equal(before, await HoldingsAsync());
        Assert.Equal([("USE", -Points), ("RESTORE", Points)], await PointMovesAsync(end.Id));
        Assert.Equal([$"CANCELLED {CardAmount}, cancelled {CardAmount}"], await AtThePgAsync(end.Id));
    }

    private async Task<Holdings> HoldingsAsync()
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<Holdings>(
            """
            SELECT p.stock, m.point AS points, c.order_id AS couponOrderId
            FROM products p JOIN members m JOIN member_coupons c ON c.member_id = m.member_id
            WHERE p.id = @Product AND m.member_id = 'demo1' AND c.coupon_id = @Coupon AND (c.used_at IS NULL) = (c.order_id IS NULL)
            """,
            new { Product, Coupon });
    }

    private async Task<IEnumerable<(string Kind, int Points)>> PointMovesAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QueryAsync<(string, int)>(
            "SELECT kind, amount FROM point_entries WHERE order_id = @orderId ORDER BY id", new { orderId });
    }

    private async Task<IEnumerable<string>> AtThePgAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QueryAsync<string>(
            """
            SELECT CONCAT(g.status, ' ', g.amount, ', cancelled ', c.amount)
            FROM paymentgateway.payments g JOIN paymentgateway.cancels c ON c.transaction_key = g.transaction_key
            WHERE g.order_id = @id
            """,
            new { id = $"ORDER{orderId:D6}" });
    }

    private sealed record Holdings(int Stock, long Points, long? CouponOrderId);
}
