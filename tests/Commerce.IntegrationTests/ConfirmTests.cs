using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Commerce.IntegrationTests.Callbacks;

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

        var (status, body) = await ConfirmAsync(paymentId);

        var payment = body["data"]!;
        Assert.Equal((HttpStatusCode.OK, paymentId, "SUCCESS", key), (status, (long)payment["id"]!, (string?)payment["status"], (string?)payment["transactionKey"]));
        Assert.Equal(("COMPLETED", before - 1), ((string?)(await shop.OrderAsync(orderId))["status"], await shop.StockAsync(Product)));
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

        foreach (var (status, problem) in new[] { foreign, unknown })
        {
            Assert.Equal((HttpStatusCode.NotFound, "PAYMENT_001"), (status, (string?)problem["errorCode"]));
        }

        Assert.Equal(tables, await shop.BusinessTablesAsync());
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(paymentId)).Status);
    }

    [Theory]
    [InlineData(Cards.Approved, "SUCCESS")]
    [InlineData(Cards.LimitExceeded, "FAILED")]
    public async Task A_payment_that_is_concluded_is_answered_as_it_is(string card, string concluded)
    {
        var payment = (await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card)))["payment"]!;
        using var still = Standstill.OfWorker(shop);
        var tables = await shop.BusinessTablesAsync();

        var (status, body) = await ConfirmAsync((long)payment["id"]!);

        Assert.Equal((HttpStatusCode.OK, concluded), (status, (string?)payment["status"]));
        Assert.Equal(payment.ToJsonString(), body["data"]!.ToJsonString());
        Assert.Equal(tables, await shop.BusinessTablesAsync());
    }

    // The PG has the money and has told nobody.
    private async Task<(long OrderId, long PaymentId, string Key)> UnheardOfAsync()
    {
        var (status, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));
        var order = body["data"]!;
        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (status, (string?)order["payment"]!["status"]));
        var orderId = (long)order["id"]!;
        return (orderId, (long)order["payment"]!["id"]!, await shop.KeyOnceCapturedAsync(orderId));
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> ConfirmAsync(long paymentId, string member = "demo1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/payments/{paymentId}/confirm");
        request.Headers.Add("X-USER-ID", member);
        using var response = await shop.SendRawAsync(request);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }
}
