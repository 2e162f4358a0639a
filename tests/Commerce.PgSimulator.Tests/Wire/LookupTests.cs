using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class LookupTests(GoodDaySimulator pg)
{
    private const string Unknown = "20250816:TR:9577c5";

    [Fact]
    public async Task A_concluded_transaction_shows_everything_and_the_unmasked_card()
    {
        var order = await pg.PayAsync(amount: 77_000);

        await pg.ConcludedAsync(order.TransactionKey);

        Assert.Equal(
            Expected.Success($$"""{"transactionKey":"{{order.TransactionKey}}","orderId":"{{order.OrderId}}","cardType":"SAMSUNG","cardNo":"1234-5678-9814-1451","amount":77000,"status":"SUCCESS","reason":"정상 승인되었습니다."}"""),
            (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Text);
    }

    [Fact]
    public async Task The_key_may_be_escaped_in_the_path()
    {
        var order = await pg.PayAsync();

        Assert.Equal(200, (await pg.GetAsync($"/api/v1/payments/{Uri.EscapeDataString(order.TransactionKey)}")).Status);
    }

    [Fact]
    public async Task An_unknown_key_is_not_found() =>
        Expected.NotFound(await pg.GetAsync($"/api/v1/payments/{Unknown}"), $"(transactionKey: {Unknown}) 결제건이 존재하지 않습니다.");

    [Fact]
    public async Task Another_users_transaction_is_not_found_either()
    {
        var order = await pg.PayAsync(userId: "owner");

        Expected.NotFound(
            await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}", userId: "Owner"),
            $"(transactionKey: {order.TransactionKey}) 결제건이 존재하지 않습니다.");
        Expected.NotFound(
            await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}", userId: "other"),
            $"(orderId: {order.OrderId}) 에 해당하는 결제건이 존재하지 않습니다.");
    }

    [Fact]
    public async Task An_order_lists_its_transactions_newest_first_without_amount_and_card()
    {
        var first = await pg.PayAsync();
        var second = await pg.PayAsync(orderId: first.OrderId);
        await pg.ConcludedAsync(second.TransactionKey); // Concluding does not change the order: the newest was created last.
        await pg.ConcludedAsync(first.TransactionKey);

        const string Approved = "\"status\":\"SUCCESS\",\"reason\":\"정상 승인되었습니다.\"";
        Assert.Equal(
            Expected.Success($$"""{"orderId":"{{first.OrderId}}","transactions":[{"transactionKey":"{{second.TransactionKey}}",{{Approved}}},{"transactionKey":"{{first.TransactionKey}}",{{Approved}}}]}"""),
            (await pg.GetAsync($"/api/v1/payments?orderId={first.OrderId}")).Text);
    }

    [Fact]
    public async Task An_unknown_order_is_not_found() => Expected.NotFound(
        await pg.GetAsync("/api/v1/payments?orderId=nobody"), "(orderId: nobody) 에 해당하는 결제건이 존재하지 않습니다.");

    [Fact]
    public async Task An_empty_order_id_is_looked_for() =>
        Expected.NotFound(await pg.GetAsync("/api/v1/payments?orderId="), "(orderId: ) 에 해당하는 결제건이 존재하지 않습니다.");

    [Fact]
    public async Task A_missing_order_id_falls_into_the_catch_all() => Expected.InternalError(await pg.GetAsync("/api/v1/payments"));

    [Fact]
    public async Task The_same_order_may_be_paid_twice()
    {
        var first = await pg.PayAsync();
        var second = await pg.PayAsync(orderId: first.OrderId, amount: 1);

        Assert.Equal(200, second.Answer.Status);
        Assert.NotEqual(first.TransactionKey, second.TransactionKey);
    }
}
