using System.Text;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class RetryTests(RetryTests.ThreeAttempts pg) : IClassFixture<RetryTests.ThreeAttempts>
{
    public sealed class ThreeAttempts() : Simulator(
        ("Callbacks:MaxAttempts", "3"),
        ("Callbacks:RetryDelaySeconds", "1"),
        ("Callbacks:Secrets:0", $"whsec_{Convert.ToBase64String(Encoding.ASCII.GetBytes("a secret of twenty-four b"))}"));

    [Fact]
    public async Task A_callback_is_tried_again_under_the_same_name_until_the_merchant_agrees()
    {
        pg.Merchant.Answer = attempt => attempt < 3 ? 503 : 200;
        var order = await pg.PayAsync();

        var first = await pg.Merchant.NextAsync(order.OrderId);
        var second = await pg.Merchant.NextAsync(order.OrderId);
        var third = await pg.Merchant.NextAsync(order.OrderId);

        Assert.True(Gap(first, second) >= 1, $"{Gap(first, second)} s");
        Assert.True(Gap(second, third) >= 2, $"{Gap(second, third)} s"); // Each wait is twice the one before.
        Assert.Equal(first.Text, third.Text);
        Assert.Equal(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        Assert.Equal(first.Headers["webhook-id"], third.Headers["webhook-id"]);
        await Until.TrueAsync(async () =>
            await pg.QueryAsync<DateTime?>("SELECT sent_at FROM callbacks WHERE transaction_key = @TransactionKey", order) is not null);
        Assert.Equal(3, await pg.QueryAsync<int>("SELECT attempts FROM callbacks WHERE transaction_key = @TransactionKey", order));
    }

    private static double Gap(Callback one, Callback next) => TimeProvider.System.GetElapsedTime(one.At, next.At).TotalSeconds;
}
