using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Payments;

public sealed class CancelTests(GoodDaySimulator pg)
{
    private const string NeverFinishes = "4000-0000-0000-3220";

    [Fact]
    public async Task A_captured_payment_is_cancelled_and_asking_again_changes_nothing()
    {
        var order = await pg.PayAsync(amount: 8_000);
        await pg.ConcludedAsync(order.TransactionKey);

        var first = await CancelAsync(order.TransactionKey);
        var second = await CancelAsync(order.TransactionKey);

        Assert.Equal(200, first.Status);
        Assert.Equal(
            Expected.Success($$"""{"transactionKey":"{{order.TransactionKey}}","orderId":"{{order.OrderId}}","amount":8000,"status":"CANCELLED","reason":"결제가 취소되었습니다."}"""),
            first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(
            1, await pg.QueryAsync<int>("SELECT COUNT(*) FROM cancels WHERE transaction_key = @TransactionKey AND was_captured", order));
        Assert.Equal("CANCELLED", (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_pending_payment_is_never_captured_after_its_cancel()
    {
        var order = await pg.PayAsync(NeverFinishes);

        Assert.Equal(200, (await CancelAsync(order.TransactionKey)).Status);

        Assert.Equal(1, await pg.QueryAsync<int>(
            "SELECT COUNT(*) FROM cancels WHERE transaction_key = @TransactionKey AND NOT was_captured", order));
        Assert.Equal(
            "CANCELLED", await pg.QueryAsync<string>("SELECT status FROM payments WHERE transaction_key = @TransactionKey", order));
    }

    [Fact]
    public async Task A_failed_payment_cannot_be_cancelled()
    {
        var order = await pg.PayAsync("4000-0000-0000-9995");
        await pg.ConcludedAsync(order.TransactionKey);

        Expected.Failure(await CancelAsync(order.TransactionKey), 409, "Conflict", "승인되지 않은 결제는 취소할 수 없습니다.");
        Assert.Equal(0, await pg.QueryAsync<int>("SELECT COUNT(*) FROM cancels WHERE transaction_key = @TransactionKey", order));
    }

    [Fact]
    public async Task Unknown_and_other_users_payments_are_not_found()
    {
        var order = await pg.PayAsync();

        Expected.NotFound(await CancelAsync("20250816:TR:9577c5"), "(transactionKey: 20250816:TR:9577c5) 결제건이 존재하지 않습니다.");
        Expected.NotFound(
            await CancelAsync(order.TransactionKey, userId: "other"), $"(transactionKey: {order.TransactionKey}) 결제건이 존재하지 않습니다.");
    }

    [Fact]
    public async Task The_same_idempotency_key_cancels_one_payment_only()
    {
        var key = Guid.NewGuid().ToString();
        var first = await pg.PayAsync(NeverFinishes);
        var other = await pg.PayAsync(NeverFinishes);

        Assert.Equal(200, (await CancelAsync(first.TransactionKey, key)).Status);
        Assert.Equal(200, (await CancelAsync(first.TransactionKey, key)).Status);
        Expected.Failure(
            await CancelAsync(other.TransactionKey, key), 422, "Unprocessable Content", "이미 다른 요청에 사용된 Idempotency-Key 입니다.");
        Assert.Equal("PENDING", await pg.QueryAsync<string>("SELECT status FROM payments WHERE transaction_key = @TransactionKey", other));
    }

    [Fact]
    public async Task Many_cancels_at_once_have_one_effect()
    {
        var order = await pg.PayAsync();
        await pg.ConcludedAsync(order.TransactionKey);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CancelAsync(order.TransactionKey)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, await pg.QueryAsync<int>("SELECT COUNT(*) FROM cancels WHERE transaction_key = @TransactionKey", order));
    }

    private Task<Answer> CancelAsync(string transactionKey, string? idempotencyKey = null, string userId = "135135") =>
        pg.PostAsync($"/api/v1/payments/{transactionKey}/cancel", body: null, userId, idempotencyKey);
}
