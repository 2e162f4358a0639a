using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Compatibility;

public sealed class WorkerThreadsTests(WorkerThreadsTests.OneWorker pg) : IClassFixture<WorkerThreadsTests.OneWorker>
{
    private const int ProcessMs = 300;

    public sealed class OneWorker() : Simulator(
        ("Compatibility:WorkerThreads", "1"),
        ("Faults:ProcessDelayMinMs", $"{ProcessMs}"),
        ("Faults:ProcessDelayMaxMs", $"{ProcessMs}"),
        ("Faults:CallbackDelayMs", "100"),
        ("Callbacks:MaxAttempts", "2"),
        ("Callbacks:RetryDelaySeconds", "1"));

    [Fact]
    public async Task One_worker_concludes_one_payment_after_the_other()
    {
        var orders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pg.PayAsync()));
        foreach (var order in orders)
        {
            Assert.Contains("SUCCESS", (await pg.Merchant.NextAsync(order.OrderId)).Text, StringComparison.Ordinal);
        }

        var concluded = await pg.ListAsync<DateTime>(
            "SELECT concluded_at FROM approvals WHERE transaction_key IN @keys ORDER BY concluded_at",
            new { keys = orders.Select(order => order.TransactionKey) });
        Assert.All(
            concluded.Zip(concluded.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(ProcessMs - 20)));
    }

    [Theory]
    [InlineData("callback-delayed")]
    [InlineData("callback-before-answer")]
    public async Task Callbacks_out_of_the_ordinary_have_their_further_attempts_as_well(string outcome)
    {
        pg.Merchant.Answer = attempt => attempt == 1 ? 500 : 200;
        await pg.PostAsync("/api/v1/faults/script", $$"""{"outcomes":["{{outcome}}"]}""");
        var order = await pg.PayAsync();

        await pg.Merchant.NextAsync(order.OrderId);
        await pg.Merchant.NextAsync(order.OrderId);

        await Until.TrueAsync(async () =>
            await pg.QueryAsync<int>(
                "SELECT COUNT(*) FROM callbacks WHERE transaction_key = @TransactionKey AND sent_at IS NOT NULL AND attempts = 2",
                order) == 1);
    }

    [Fact]
    public async Task What_was_accepted_is_finished_after_a_restart()
    {
        await pg.TurnAsync("""{"processDelayMinMs":600000,"processDelayMaxMs":600000}""");
        var order = await pg.PayAsync();

        pg.Start();

        Assert.Contains("SUCCESS", (await pg.Merchant.NextAsync(order.OrderId)).Text, StringComparison.Ordinal);
    }
}
