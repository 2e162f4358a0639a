using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Payments;

public sealed class CancelFaultTests(CancelFaultTests.OwnDials pg) : IClassFixture<CancelFaultTests.OwnDials>
{
    public sealed class OwnDials : Simulator;

    [Fact]
    public async Task A_refused_cancel_has_no_effect()
    {
        var order = await pg.PayAsync();
        await pg.ConcludedAsync(order.TransactionKey);
        await pg.TurnAsync("""{"cancelRefuseRate":1}""");

        var answer = await pg.PostAsync($"/api/v1/payments/{order.TransactionKey}/cancel", null);

        Expected.InternalError(answer, "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
        Assert.Equal("SUCCESS", (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_cancel_may_take_effect_and_never_be_answered()
    {
        var order = await pg.PayAsync();
        await pg.ConcludedAsync(order.TransactionKey);
        await pg.TurnAsync("""{"cancelNoAnswerRate":1}""");

        var answer = pg.PostAsync($"/api/v1/payments/{order.TransactionKey}/cancel", null);

        await Until.TrueAsync(async () =>
            (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data.GetProperty("status").GetString() == "CANCELLED");
        Assert.False(answer.IsCompleted);
    }
}
