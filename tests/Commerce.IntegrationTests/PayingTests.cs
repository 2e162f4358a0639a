using System.Net;
using Commerce.TestHost.Client;

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

        var placed = await shop.SendOrderAsync(Shop.CardOrder(Product, 2, Cards.Approved));
        var end = await shop.EndOfAsync(placed.Order.Id);

        Assert.Equal((HttpStatusCode.Accepted, "결제가 진행 중입니다."), (placed.Status, placed.Message));
        Assert.Equal(("COMPLETED", "SUCCESS"), (end.Status, end.Payment.Status));
        Assert.Equal("****-****-****-4242", end.Payment.CardNo);
        Assert.Equal(before - 2, await shop.StockAsync(Product));
    }

    [Theory]
    [InlineData(Cards.LimitExceeded, "LIMIT_EXCEEDED", "한도초과입니다. 다른 카드를 선택해주세요.")]
    [InlineData(Cards.Invalid, "INVALID_CARD", "잘못된 카드입니다. 다른 카드를 선택해주세요.")]
    public async Task A_declined_card_fails_the_order_with_a_code_and_a_sentence_and_takes_no_stock(string card, string code, string reason)
    {
        var before = await shop.StockAsync(Product);

        var end = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card));

        Assert.Equal(("FAILED", code, reason), (end.Status, end.FailureCode, end.Payment.FailureReason));
        Assert.Equal(before, await shop.StockAsync(Product));
    }

    [Fact]
    public async Task A_pg_that_refuses_every_time_fails_the_order_at_once()
    {
        var refused = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.RefusedAtRequest));

        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (refused.Status, refused.ErrorCode));
        var end = await shop.OrderAsync(refused.OrderId);
        Assert.Equal(("FAILED", "FAILED"), (end.Status, end.Payment.Status));
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

        Assert.Equal("COMPLETED", end.Status);
        Assert.Equal(before - 1, await shop.StockAsync(Product));
    }

    [Fact]
    public async Task A_pg_that_never_answers_leaves_the_payment_open_until_it_is_found()
    {
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_000 });

        var placed = await SendUnwatchedAsync(Shop.CardOrder(Product, 1, Cards.NoAnswer));

        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (placed.Status, placed.Order.Payment.Status));
        Assert.StartsWith("The payment is being confirmed.", placed.Message, StringComparison.Ordinal);
        var end = await shop.EndOfAsync(placed.Order.Id);
        Assert.Equal(("COMPLETED", "SUCCESS"), (end.Status, end.Payment.Status));
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

        var placed = await shop.SendOrderAsync(order, member: "demo1");
        var end = await shop.EndOfAsync(placed.Order.Id);

        Assert.Equal(("FAILED", 1_000, 3_900), (end.Status, end.UsedPoints, end.DiscountAmount));
        Assert.Empty(await shop.BreachesAsync());
        var again = await shop.SendOrderAsync(order, member: "demo1");
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        await shop.EndOfAsync(again.Order.Id);
    }

    [Fact]
    public async Task Points_alone_complete_an_order_without_the_pg()
    {
        var placed = await shop.SendOrderAsync(
            new { items = new[] { new { productId = Product, quantity = 1 } }, usePoint = 39_000 }, member: "demo3");

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (placed.Status, placed.Order.Status));
        Assert.Equal("POINT", placed.Order.Payment.PaymentMethod);
    }

    // The worker would find the payment before the API has stopped waiting.
    private async Task<Answer> SendUnwatchedAsync(object order)
    {
        using var still = Standstill.OfWorker(shop);
        return await shop.SendOrderAsync(order, language: "en");
    }
}
