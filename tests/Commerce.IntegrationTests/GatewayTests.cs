using System.Net;
using System.Net.Http.Json;
using Commerce.TestHost;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Two gateways: the second stands in when nothing could be sent to the first, and only then.</summary>
[Collection<ShopCollection>]
public sealed class GatewayTests(Shop shop)
{
    private const long Product = 8;

    [Fact]
    public async Task The_standby_takes_the_payment_when_the_firsts_breaker_is_open()
    {
        await using var undecided = await shop.WithFaultsAsync(new { processDelayMinMs = 2_000, processDelayMaxMs = 2_000 });
        var placed = await WithForcedOpenAsync(
            ["pg-payments"], () => shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Approved)));

        Assert.Equal((HttpStatusCode.Accepted, "standby"), (placed.Status, placed.Order.Payment.Gateway));
        var end = await shop.EndOfAsync(placed.Order.Id);
        Assert.Equal(("COMPLETED", "standby"), (end.Status, end.Payment.Gateway));

        // It is called back under its own name.
        await using var database = await shop.OpenDatabaseAsync();
        await Shop.ReadUntilAsync(
            () => database.ExecuteScalarAsync<string?>(
                "SELECT CONCAT(gateway, ' ', state) FROM callback_inbox WHERE transaction_key = @key",
                new { key = end.Payment.TransactionKey }),
            "standby APPLIED");

        // Whoever gives the money back asks the gateway that has it.
        await shop.CancelAsync(end.Id);
        await shop.UntilAsync(end.Id, order => order.Status == "CANCELLED");
    }

    [Fact]
    public async Task A_payment_that_the_standby_has_is_found_there_when_its_callback_is_lost()
    {
        var orderId = await WithForcedOpenAsync(["pg-payments"], () => shop.PlaceAsync(Product, 1, Cards.CallbackLost));

        Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId)).Status);
    }

    [Fact]
    public async Task With_both_breakers_open_nothing_reaches_the_pg_and_nothing_is_kept()
    {
        var points = await PointsAsync();
        var order =
            new { items = new[] { new { productId = Product, quantity = 1 } }, usePoint = 500, cardType = "KB", cardNo = Cards.Approved };

        var refused = await WithForcedOpenAsync(["pg-payments", "pg-payments-standby"], () => shop.SendOrderAsync(order));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "PAYMENT_003"), (refused.Status, refused.ErrorCode));
        var end = await shop.OrderAsync(refused.OrderId);
        Assert.Equal(("FAILED", "FAILED"), (end.Status, end.Payment.Status));
        Assert.Equal(points, await PointsAsync());
        Assert.Equal(0, await TransactionsOfAsync(refused.OrderId));
    }

    [Fact]
    public async Task An_answer_that_never_came_is_no_reason_to_ask_another_gateway()
    {
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_000 });
        long orderId;
        using (Standstill.OfWorker(shop)) // It would find the payment before we stop waiting.
        {
            orderId = await shop.PlaceAsync(Product, 1, Cards.NoAnswer);
        }

        var end = await shop.EndOfAsync(orderId);

        Assert.Equal(("COMPLETED", "simulator"), (end.Status, end.Payment.Gateway));
        Assert.Equal(1, await TransactionsOfAsync(orderId));
    }

    private async Task<T> WithForcedOpenAsync<T>(string[] circuits, Func<Task<T>> act)
    {
        foreach (var circuit in circuits)
        {
            await CommandAsync(circuit, "force-open");
        }

        try
        {
            return await act();
        }
        finally
        {
            foreach (var circuit in circuits)
            {
                await CommandAsync(circuit, "close");
            }
        }
    }

    // Each process has circuits of its own.
    private async Task CommandAsync(string circuit, string action)
    {
        foreach (var process in shop.Stack.ProcessesOf(StackResources.Api))
        {
            using var api = shop.Stack.CreateClient(process);
            using var request =
                new HttpRequestMessage(HttpMethod.Post, $"/api/v1/circuits/{circuit}") { Content = JsonContent.Create(new { action }) };
            request.Headers.Add("X-Operator-Key", ShopSettings.OperatorKey);
            using var response = await api.SendAsync(request, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
        }
    }

    private async Task<long> TransactionsOfAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM paymentgateway.payments WHERE order_id = @id", new { id = $"ORDER{orderId:D6}" });
    }

    private async Task<long> PointsAsync()
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<long>("SELECT point FROM members WHERE member_id = 'demo1'");
    }
}
