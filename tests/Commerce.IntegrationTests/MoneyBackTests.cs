using System.Net;
using System.Net.Http.Json;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Money that must not stay: sold out meanwhile, captured too late, or no longer wanted.</summary>
[Collection<ShopCollection>]
public sealed class MoneyBackTests(Shop shop)
{
    [Fact]
    public async Task Forty_orders_for_ten_pieces_sell_ten_and_give_thirty_customers_their_money_back()
    {
        const long Product = 1; // Ten pieces.
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_500 });
        using var twenty = new SemaphoreSlim(20);

        var placed = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            await twenty.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return await shop.PlaceAsync(Product, 1, Cards.Approved);
            }
            finally
            {
                twenty.Release();
            }
        }));
        var ends = await Task.WhenAll(placed.Select(id => shop.UntilAsync(id, order =>
            order.Status == "COMPLETED" || order.Payment.Status == "CANCELLED")));

        Assert.Equal(10, ends.Count(order => order.Status == "COMPLETED"));
        Assert.Equal(30, ends.Count(order => (order.Status, order.FailureCode) == ("FAILED", "OUT_OF_STOCK")));
        Assert.Equal(0, await shop.StockAsync(Product));
        await using var database = await shop.OpenDatabaseAsync();
        Assert.Equal(30, await database.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM cs_cases WHERE order_id IN @placed AND reason = 'STOCK_SHORT' AND resolved_at IS NOT NULL",
            new { placed }));
    }

    [Fact]
    public async Task A_capture_that_comes_to_light_after_the_order_failed_is_given_back()
    {
        var orderId = (await shop.SendOrderAsync(Shop.CardOrder(4, 1, Cards.RefusedAtRequest))).Problem.OrderId!.Value;
        var stock = await shop.StockAsync(4);

        // What a request would do that was under way for longer than anybody waited.
        using var late = await shop.Pg.PostAsJsonAsync(
            "/api/v1/payments",
            new
            {
                orderId = $"ORDER{orderId:D6}",
                cardType = "SAMSUNG",
                cardNo = Cards.Approved,
                amount = 39_000,
                callbackUrl = shop.CallbackUrl,
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);

        var end = await shop.UntilAsync(orderId, order => order.Payment.Status == "CANCELLED");
        Assert.Equal("FAILED", end.Status);
        Assert.Equal(stock, await shop.StockAsync(4));
    }

    [Fact]
    public async Task Of_two_captures_of_one_order_one_goes_back()
    {
        var orderId = await shop.PlaceAsync(4, 1, Cards.KeptTwice);
        var end = await shop.EndOfAsync(orderId);

        await using var database = await shop.OpenDatabaseAsync();
        await Shop.ReadUntilAsync(
            () => database.ExecuteScalarAsync<string?>(
                "SELECT GROUP_CONCAT(status ORDER BY status DESC) FROM paymentgateway.payments WHERE order_id = @id",
                new { id = $"ORDER{orderId:D6}" }),
            "SUCCESS,CANCELLED");
        await Shop.ReadUntilAsync(
            () => database.ExecuteScalarAsync<string?>(
                """
                SELECT CONCAT(p.status, ' ', c.reason) FROM commerce_payments p JOIN cs_cases c ON c.payment_id = p.id
                WHERE p.order_id = @orderId AND p.is_duplicate AND c.resolved_at IS NOT NULL
                """,
                new { orderId }),
            "CANCELLED DUPLICATE_CAPTURE");
        Assert.Equal("COMPLETED", end.Status);
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
    }

    [Fact]
    public async Task Where_a_timeout_fails_the_order_money_that_was_taken_all_the_same_goes_back()
    {
        await using var impatient = await ApiReplica.StartAsync(shop, ("Payments__OnTimeout", "Fail"));
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_000 });

        var answer = await shop.SendOrderAsync(Shop.CardOrder(4, 1, Cards.NoAnswer), api: impatient.Client);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "PAYMENT_006"), (answer.Status, answer.ErrorCode));
        var orderId = answer.OrderId;
        Assert.Equal("FAILED", (await shop.OrderAsync(orderId)).Status);
        await shop.UntilAsync(orderId, order => order.Payment.Status == "CANCELLED");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"cancelNoAnswerRate":1}""")]
    public async Task A_completed_order_is_undone_when_the_pgs_books_say_so(string faults)
    {
        const long Product = 6;
        var before = await shop.StockAsync(Product);
        var orderId = await shop.PlaceAsync(Product, 2, Cards.Approved);
        await shop.EndOfAsync(orderId);
        await using var faulty = await shop.WithFaultsAsync(System.Text.Json.JsonSerializer.Deserialize<object>(faults)!);

        var first = await shop.CancelAsync(orderId);
        var second = await shop.CancelAsync(orderId);
        var end = await shop.UntilAsync(orderId, order => order.Status == "CANCELLED");

        Assert.Equal((HttpStatusCode.Accepted, "COMPLETED"), (first.Status, first.Order.Status));
        Assert.Contains(second.Status, new[] { HttpStatusCode.Accepted, HttpStatusCode.OK });
        Assert.Equal("CANCELLED", end.Payment.Status);
        Assert.Equal(before, await shop.StockAsync(Product));
        Assert.Equal(HttpStatusCode.OK, (await shop.CancelAsync(orderId)).Status);
    }

    [Fact]
    public async Task An_order_paid_with_points_is_undone_at_once()
    {
        var placed = await shop.SendOrderAsync(
            new { items = new[] { new { productId = 9, quantity = 1 } }, usePoint = 7_500 }, member: "demo2");

        var undone = await shop.CancelAsync(placed.Order.Id, member: "demo2");

        Assert.Equal((HttpStatusCode.OK, "CANCELLED"), (undone.Status, undone.Order.Status));
    }

    [Fact]
    public async Task Only_a_completed_order_of_ones_own_can_be_undone()
    {
        var failed = await shop.PlaceAsync(4, 1, Cards.LimitExceeded);
        await shop.EndOfAsync(failed);

        var own = await shop.CancelAsync(failed);
        var foreign = await shop.CancelAsync(failed, member: "demo2");

        Assert.Equal((HttpStatusCode.BadRequest, "ORDER_003"), (own.Status, own.ErrorCode));
        Assert.Equal((HttpStatusCode.NotFound, "ORDER_001"), (foreign.Status, foreign.ErrorCode));
    }
}
