using System.Net;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests;

/// <summary>The customer asks what became of a payment, and need not wait for the worker.</summary>
[Collection<ShopCollection>]
public sealed class ConfirmTests(Shop shop)
{
    private const long Product = 14;

    [Fact]
    public async Task A_payment_of_which_nothing_was_heard_is_completed_by_confirming_it()
    {
        var before = await shop.StockAsync(Product);
        await using var silent = await shop.WithFaultsAsync(new { noAnswerRate = 1, callbackDropRate = 1 });
        using var still = Standstill.OfWorker(shop);
        var (orderId, paymentId, key) = await UnheardOfAsync();

        var payment = (await ConfirmAsync(paymentId)).Data<PaymentAnswer>();

        Assert.Equal((paymentId, "SUCCESS", key), (payment.Id, payment.Status, payment.TransactionKey));
        Assert.Equal(("COMPLETED", before - 1), ((await shop.OrderAsync(orderId)).Status, await shop.StockAsync(Product)));
    }

    [Fact]
    public async Task A_payment_that_is_not_ones_own_does_not_exist()
    {
        await using var silent = await shop.WithFaultsAsync(new { noAnswerRate = 1, callbackDropRate = 1 });
        using var still = Standstill.OfWorker(shop);
        var (_, paymentId, _) = await UnheardOfAsync();
        var tables = await shop.BusinessTablesAsync();

        var foreign = await ConfirmAsync(paymentId, member: "demo2");
        var unknown = await ConfirmAsync(999_999_999);

        Assert.All([foreign, unknown], answer => Assert.Equal((HttpStatusCode.NotFound, "PAYMENT_001"), (answer.Status, answer.ErrorCode)));

        Assert.Equal(tables, await shop.BusinessTablesAsync());
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(paymentId)).Status);
    }

    [Theory]
    [InlineData(Cards.Approved, "SUCCESS")]
    [InlineData(Cards.LimitExceeded, "FAILED")]
    public async Task A_payment_that_is_concluded_is_answered_as_it_is(string card, string concluded)
    {
        var payment = (await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card))).Payment;
        using var still = Standstill.OfWorker(shop);
        var tables = await shop.BusinessTablesAsync();

        var answer = await ConfirmAsync(payment.Id);

        Assert.Equal(concluded, payment.Status);
        Assert.Equal(payment, answer.Data<PaymentAnswer>());
        Assert.Equal(tables, await shop.BusinessTablesAsync());
    }

    // The PG has the money and has told nobody.
    private async Task<(long OrderId, long PaymentId, string Key)> UnheardOfAsync()
    {
        var placed = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));
        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (placed.Status, placed.Order.Payment.Status));
        return (placed.Order.Id, placed.Order.Payment.Id, await shop.KeyOnceCapturedAsync(placed.Order.Id));
    }

    private async Task<Answer> ConfirmAsync(long paymentId, string member = "demo1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/payments/{paymentId}/confirm");
        request.Headers.Add("X-USER-ID", member);
        using var response = await shop.SendRawAsync(request);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }
}
