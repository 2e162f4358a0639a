using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class LookupFaultTests(LookupFaultTests.OwnDials pg) : IClassFixture<LookupFaultTests.OwnDials>, IAsyncLifetime
{
    public sealed class OwnDials : Simulator;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await pg.TurnAsync("{}");

    [Fact]
    public async Task A_young_transaction_is_not_found_and_then_it_is()
    {
        await pg.TurnAsync("""{"lookupLagMs":600000}""");
        var order = await pg.PayAsync();

        Assert.Equal(404, (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Status);
        Assert.Equal(404, (await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}")).Status);

        await pg.QueryAsync<int>(
            "UPDATE payments SET created_at = created_at - INTERVAL 600 SECOND WHERE transaction_key = @TransactionKey", order);

        Assert.Equal(200, (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Status);
        Assert.Equal(200, (await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}")).Status);
    }

    [Fact]
    public async Task A_concluded_transaction_looks_pending_while_the_answer_is_stale()
    {
        await pg.TurnAsync("""{"lookupStaleMs":600000}""");
        var order = await pg.PayAsync();
        await pg.Merchant.NextAsync(order.OrderId); // It is concluded now.

        var stale = (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data;
        Assert.Equal("PENDING", stale.GetProperty("status").GetString());
        Assert.False(stale.TryGetProperty("reason", out _));

        await pg.TurnAsync("{}");
        Assert.Equal("SUCCESS", (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Lookups_can_fail()
    {
        var order = await pg.PayAsync();
        await pg.TurnAsync("""{"lookupErrorRate":1}""");

        Expected.InternalError(await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}"), "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
        Expected.InternalError(await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}"), "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
    }

    [Fact]
    public async Task Lookups_can_be_slow()
    {
        var order = await pg.PayAsync();
        await pg.TurnAsync("""{"lookupSlowRate":1,"slowAnswerMs":400}""");
        var start = TimeProvider.System.GetTimestamp();

        var answer = await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}");

        Assert.Equal(200, answer.Status);
        Assert.True(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= 380);
    }
}
