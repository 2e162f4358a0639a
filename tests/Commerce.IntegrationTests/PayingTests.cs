using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.IntegrationTests;

/// <summary>What becomes of an order, card by card, through real processes.</summary>
[Collection<ShopCollection>]
public sealed class PayingTests(Shop shop)
{
    private const long Product = 4;

    [Fact]
    public async Task A_card_order_is_accepted_completed_and_its_stock_taken()
    {
        await using var undecided = await shop.WithFaultsAsync(new { processDelayMinMs = 2_000, processDelayMaxMs = 2_000 });
        var before = await shop.StockAsync(Product);

        var (status, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 2, Cards.Approved));
        var end = await shop.EndOfAsync(body["data"]!["id"]!.GetValue<long>());

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("결제가 진행 중입니다.", (string?)body["meta"]!["message"]);
        Assert.Equal(("COMPLETED", "SUCCESS"), ((string?)end["status"], (string?)end["payment"]!["status"]));
        Assert.Equal("****-****-****-4242", (string?)end["payment"]!["cardNo"]);
        Assert.Equal(before - 2, await shop.StockAsync(Product));
    }

    [Theory]
    [InlineData(Cards.LimitExceeded, "한도초과입니다. 다른 카드를 선택해주세요.")]
    [InlineData(Cards.Invalid, "잘못된 카드입니다. 다른 카드를 선택해주세요.")]
    public async Task A_declined_card_fails_the_order_in_the_pgs_words_and_takes_no_stock(string card, string reason)
    {
        var before = await shop.StockAsync(Product);

        var end = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card));

        Assert.Equal(("FAILED", reason), ((string?)end["status"], (string?)end["payment"]!["failureReason"]));
        Assert.Equal(before, await shop.StockAsync(Product));
    }

    [Fact]
    public async Task A_pg_that_refuses_every_time_fails_the_order_at_once()
    {
        var (status, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.RefusedAtRequest));

        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (status, (string?)body["errorCode"]));
        var end = await shop.OrderAsync(body["orderId"]!.GetValue<long>());
        Assert.Equal(("FAILED", "FAILED"), ((string?)end["status"], (string?)end["payment"]!["status"]));
    }

    [Theory]
    [InlineData(Cards.CallbackLost)]
    [InlineData(Cards.CallbackTwice)]
    [InlineData(Cards.CallbackBeforeAnswer)]
    [InlineData(Cards.ErrorAfterAccept)]
    [InlineData(Cards.NotFoundAfterAccept)]
    [InlineData(Cards.TimeoutAfterAccept)]
    [InlineData(Cards.ConflictAfterAccept)]
    [InlineData(Cards.CallbackWrongAmount)]
    public async Task Whatever_happens_to_answer_and_callback_the_order_completes_once(string card)
    {
        var before = await shop.StockAsync(Product);

        var end = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card));

        Assert.Equal("COMPLETED", (string?)end["status"]);
        Assert.Equal(before - 1, await shop.StockAsync(Product));
    }

    [Fact]
    public async Task A_pg_that_never_answers_leaves_the_payment_open_until_it_is_found()
    {
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_000 });

        var (status, body) = await SendUnwatchedAsync(Shop.CardOrder(Product, 1, Cards.NoAnswer));

        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (status, (string?)body["data"]!["payment"]!["status"]));
        Assert.StartsWith("The payment is being confirmed.", (string?)body["meta"]!["message"], StringComparison.Ordinal);
        var end = await shop.EndOfAsync(body["data"]!["id"]!.GetValue<long>());
        Assert.Equal(("COMPLETED", "SUCCESS"), ((string?)end["status"], (string?)end["payment"]!["status"]));
    }

    [Fact]
    public async Task Points_and_a_coupon_come_back_when_the_card_is_declined()
    {
        await using var undecided = await shop.WithFaultsAsync(new { processDelayMinMs = 2_000, processDelayMaxMs = 2_000 });
        var order = new
        {
            items = new[] { new { productId = Product, quantity = 1 } },
            usePoint = 1_000,
            couponId = 1,
            cardType = "KB",
            cardNo = Cards.LimitExceeded,
        };

        var (_, body) = await shop.SendOrderAsync(order, member: "demo1");
        var end = await shop.EndOfAsync(body["data"]!["id"]!.GetValue<long>());

        Assert.Equal(("FAILED", 1_000, 3_900), ((string?)end["status"], (int)end["usedPoints"]!, (int)end["discountAmount"]!));
        Assert.Empty(await shop.BreachesAsync());
        var (status, again) = await shop.SendOrderAsync(order, member: "demo1");
        Assert.Equal(HttpStatusCode.Accepted, status);
        await shop.EndOfAsync(again["data"]!["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task Points_alone_complete_an_order_without_the_pg()
    {
        var (status, body) = await shop.SendOrderAsync(
            new { items = new[] { new { productId = Product, quantity = 1 } }, usePoint = 39_000 }, member: "demo3");

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (status, (string?)body["data"]!["status"]));
        Assert.Equal("POINT", (string?)body["data"]!["payment"]!["paymentMethod"]);
    }

    // The worker would find the payment before the API has stopped waiting.
    private async Task<(HttpStatusCode Status, JsonNode Body)> SendUnwatchedAsync(object order)
    {
        using var still = Standstill.OfWorker(shop);
        return await shop.SendOrderAsync(order, language: "en");
    }
}
