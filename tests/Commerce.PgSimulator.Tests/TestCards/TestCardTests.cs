using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.TestCards;

/// <summary>Each card has its way although the dice would refuse every request. "Slow" and "late" are shortened by their dials.</summary>
public sealed class TestCardTests(TestCardTests.BadDay pg) : IClassFixture<TestCardTests.BadDay>
{
    private const int SlowMs = 700;
    private const int LateMs = 1_500;

    /// <summary>The dice refuse everything; what gets through would be declined and its callback lost.</summary>
    public sealed class BadDay() : Simulator(
        ("Faults:RefuseRate", "1"),
        ("Faults:LimitExceededRate", "1"),
        ("Faults:CallbackDropRate", "1"),
        ("Faults:SlowAnswerMs", $"{SlowMs}"),
        ("Faults:LateMs", $"{LateMs}"));

    [Theory]
    [InlineData("4242-4242-4242-4242", "SUCCESS", "정상 승인되었습니다.")]
    [InlineData("4000-0000-0000-9995", "FAILED", "한도초과입니다. 다른 카드를 선택해주세요.")]
    [InlineData("4000-0000-0000-0069", "FAILED", "잘못된 카드입니다. 다른 카드를 선택해주세요.")]
    public async Task A_card_with_a_fixed_result(string cardNo, string status, string reason)
    {
        var order = await pg.PayAsync(cardNo);

        var callback = await pg.Merchant.NextAsync(order.OrderId);

        Assert.Contains($"\"status\":\"{status}\",\"reason\":\"{reason}\"", callback.Text, StringComparison.Ordinal);
        Assert.Equal(status, (await pg.ConcludedAsync(order.TransactionKey)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Refused_at_request()
    {
        var order = await pg.PayAsync("4000-0000-0000-0119");

        Expected.InternalError(order.Answer, "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
        Assert.Equal(404, (await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}")).Status);
    }

    [Fact]
    public async Task Accepted_and_approved_but_the_answer_never_comes()
    {
        var orderId = $"order-{Guid.NewGuid():N}";
        var answer = pg.PayAsync("4000-0000-0000-9987", orderId: orderId);

        Assert.Contains("SUCCESS", (await pg.Merchant.NextAsync(orderId)).Text, StringComparison.Ordinal);

        Assert.False(answer.IsCompleted);
        Assert.Equal(200, (await pg.GetAsync($"/api/v1/payments?orderId={orderId}")).Status);
    }

    [Fact]
    public async Task Accepted_and_approved_but_answered_500()
    {
        var order = await pg.PayAsync("4000-0000-0000-0341");

        Expected.InternalError(order.Answer, "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
        Assert.Contains("SUCCESS", (await pg.Merchant.NextAsync(order.OrderId)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4000-0000-0000-0002", 404, "text/html")]
    [InlineData("4000-0000-0000-9235", 408, "text/html")]
    [InlineData("4000-0000-0000-0259", 409, "application/json")]
    public async Task Accepted_and_approved_but_answered_as_if_it_were_not(string cardNo, int status, string mediaType)
    {
        var order = await pg.PayAsync(cardNo);

        Assert.Equal(status, order.Answer.Status);
        Assert.StartsWith(mediaType, order.Answer.ContentType, StringComparison.Ordinal);
        Assert.Contains("SUCCESS", (await pg.Merchant.NextAsync(order.OrderId)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_twice()
    {
        var order = await pg.PayAsync("4000-0000-0000-1976");

        var callbacks = new[] { (await pg.Merchant.NextAsync(order.OrderId)).Text, (await pg.Merchant.NextAsync(order.OrderId)).Text };

        Assert.All(callbacks, callback => Assert.Contains("\"status\":\"SUCCESS\"", callback, StringComparison.Ordinal));
        Assert.Single(callbacks, callback => callback.Contains(order.TransactionKey, StringComparison.Ordinal));
        Assert.Equal(2, (await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}")).Data.GetProperty("transactions").GetArrayLength());
    }

    [Fact]
    public async Task Slow_answer()
    {
        var start = TimeProvider.System.GetTimestamp();

        var order = await pg.PayAsync("5555-5555-5555-4444");

        Assert.Equal(200, order.Answer.Status);
        Assert.True(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= SlowMs - 20); // Timers may fire a tick early.
    }

    [Fact]
    public async Task Never_finishes()
    {
        var order = await pg.PayAsync("4000-0000-0000-3220");

        var later = await pg.PayAsync("4242-4242-4242-4242");
        await pg.ConcludedAsync(later.TransactionKey);

        Assert.Equal("PENDING", (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data.GetProperty("status").GetString());
        Assert.Null(await pg.QueryAsync<DateTime?>("SELECT due_at FROM approvals WHERE transaction_key = @TransactionKey", order));
    }

    [Fact]
    public async Task Late()
    {
        var order = await pg.PayAsync("4000-0000-0000-5126");

        await pg.ConcludedAsync(order.TransactionKey);

        var taken = await pg.QueryAsync<int>(
            "SELECT TIMESTAMPDIFF(MICROSECOND, p.created_at, a.concluded_at) DIV 1000 FROM payments p JOIN approvals a USING "
            + "(transaction_key) WHERE transaction_key = @TransactionKey",
            order);
        Assert.True(taken >= LateMs, $"{taken} ms");
    }

    [Fact]
    public async Task Callback_lost()
    {
        var order = await pg.PayAsync("4000-0000-0000-9979");

        Assert.Equal("SUCCESS", (await pg.ConcludedAsync(order.TransactionKey)).GetProperty("status").GetString());
        var later = await pg.PayAsync("4242-4242-4242-4242");
        await pg.Merchant.NextAsync(later.OrderId);
        Assert.Equal(0, pg.Merchant.Unread(order.OrderId));
        Assert.Equal(0, await pg.QueryAsync<int>("SELECT attempts FROM callbacks WHERE transaction_key = @TransactionKey", order));
    }

    [Fact]
    public async Task Callback_twice()
    {
        var order = await pg.PayAsync("2223-0031-2200-3222");

        var first = await pg.Merchant.NextAsync(order.OrderId);
        var second = await pg.Merchant.NextAsync(order.OrderId);

        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task Callback_before_the_answer()
    {
        var order = await pg.PayAsync("5105-1051-0510-5100");

        Assert.Equal(200, order.Answer.Status);
        Assert.Equal("PENDING", order.Answer.Data.GetProperty("status").GetString());
        Assert.Equal(1, pg.Merchant.Unread(order.OrderId)); // It was there first.
        Assert.Contains(order.TransactionKey, (await pg.Merchant.NextAsync(order.OrderId)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_000, 6_000)]
    [InlineData(long.MaxValue, long.MaxValue - 1_000)] // A thousand more would not fit.
    public async Task Wrong_amount_in_the_callback(long amount, long told)
    {
        var order = await pg.PayAsync("4000-0000-0000-0127", amount);

        var callback = await pg.Merchant.NextAsync(order.OrderId);

        Assert.Contains($"\"amount\":{told},", callback.Text, StringComparison.Ordinal);
        Assert.Equal(amount, (await pg.ConcludedAsync(order.TransactionKey)).GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task The_official_sample_card_meets_the_dice() => Assert.Equal(
        500, (await pg.PayAsync("1234-5678-9814-1451")).Answer.Status);
}
