using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Compatibility;

public sealed class ForgetAtRestartTests(ForgetAtRestartTests.Forgetful pg) : IClassFixture<ForgetAtRestartTests.Forgetful>
{
    public sealed class Forgetful() : Simulator(("Compatibility:ForgetAtRestart", "true"));

    [Fact]
    public async Task What_was_due_stays_pending_for_ever()
    {
        await pg.TurnAsync("""{"processDelayMinMs":600000,"processDelayMaxMs":600000}""");
        var order = await pg.PayAsync();

        pg.Start();

        Assert.Null(await pg.QueryAsync<DateTime?>("SELECT due_at FROM approvals WHERE transaction_key = @TransactionKey", order));
        var later = await pg.PayAsync();
        await pg.ConcludedAsync(later.TransactionKey);
        Assert.Equal("PENDING", (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Data.GetProperty("status").GetString());
    }
}
