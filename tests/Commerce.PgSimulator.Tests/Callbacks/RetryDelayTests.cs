using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class RetryDelayTests(RetryDelayTests.AnHour pg) : IClassFixture<RetryDelayTests.AnHour>
{
    private const string Wait =
        "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), due_at) FROM callbacks WHERE transaction_key = @TransactionKey AND attempts = "
        + "@attempts";

    public sealed class AnHour() : Simulator(("Callbacks:MaxAttempts", "20"), ("Callbacks:RetryDelaySeconds", "3600"));

    [Fact]
    public async Task No_attempt_waits_longer_than_an_hour()
    {
        pg.Merchant.Answer = _ => 503;
        var order = await pg.PayAsync();
        Assert.InRange(await WaitAfterAsync(order, attempts: 1), 3_000, 3_600);

        await pg.QueryAsync<int>("UPDATE callbacks SET due_at = UTC_TIMESTAMP(6) WHERE transaction_key = @TransactionKey", order);

        Assert.InRange(await WaitAfterAsync(order, attempts: 2), 3_000, 3_600);
    }

    // While an attempt is on its way it is due again after the merchant's time to answer.
    private async Task<int> WaitAfterAsync(Order order, int attempts) => await Until.TrueAsync(
        async () => await pg.QueryAsync<int?>(Wait, new { order.TransactionKey, attempts }) ?? 0, seconds => seconds > 60);
}
