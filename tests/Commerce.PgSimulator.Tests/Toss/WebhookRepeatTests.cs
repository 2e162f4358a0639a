using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

public sealed class WebhookRepeatTests(WebhookRepeatTests.Own pg) : IClassFixture<WebhookRepeatTests.Own>
{
    public sealed class Own() : TossSimulator(("Toss:FirstRepeat", "00:10:00"));

    [Fact]
    public async Task Each_repeat_waits_four_times_as_long()
    {
        pg.Merchant.Answer = _ => 500;
        var order = await pg.PaidAsync();
        await pg.WebhookAsync(order);

        var first = await MinutesAsync(order, attempts: 1);
        await pg.QueryAsync<int>("UPDATE toss_webhooks SET due_at = UTC_TIMESTAMP(6) WHERE payment_key = @PaymentKey", order);
        await pg.WebhookAsync(order);
        var second = await MinutesAsync(order, attempts: 2);
        pg.Merchant.Answer = _ => 200;

        Assert.InRange(first, 5, 10); // It is a busy machine.
        Assert.InRange(second, 35, 40);
    }

    private async Task<double> MinutesAsync(TossOrder order, int attempts) => await Until.TrueAsync(
        async () => await pg.QueryAsync<double?>(
            """
            SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), due_at) / 60 FROM toss_webhooks
            WHERE payment_key = @PaymentKey AND attempts = @attempts AND due_at > UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE
            """,
            new { order.PaymentKey, attempts }) ?? 0,
        minutes => minutes > 0);
}
