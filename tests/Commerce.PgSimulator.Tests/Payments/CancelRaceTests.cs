using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Payments;

public sealed class CancelRaceTests(CancelRaceTests.Quick pg) : IClassFixture<CancelRaceTests.Quick>
{
    private const int Payments = 200; // A round.
    private const int MostRounds = 5;

    public sealed class Quick() : Simulator(("Faults:LimitExceededRate", "0.3"), ("Faults:Seed", "1"));

    [Fact]
    public async Task An_approval_and_a_cancel_never_both_win()
    {
        // Concluded within 30 ms, so that cancels meet approvals in the middle; later where the machine is slow and no cancel comes first.
        var cancels = new List<(string TransactionKey, Answer Answer)>();
        var delayMs = 30;
        for (var round = 1; round <= MostRounds && await WonByCancelAsync() == 0; round++, delayMs *= 4)
        {
            await pg.TurnAsync($$"""{"processDelayMaxMs":{{delayMs}}}""");
            cancels.AddRange(await Task.WhenAll(Enumerable.Range(0, Payments).Select(_ => PayAndCancelAsync())));
            await Until.TrueAsync(async () => await pg.QueryAsync<int>("SELECT COUNT(*) FROM approvals WHERE due_at IS NOT NULL") == 0);
        }

        // Each cancel was told the truth ...
        foreach (var (key, answer) in cancels)
        {
            var status = await pg.QueryAsync<string>("SELECT status FROM payments WHERE transaction_key = @key", new { key });
            Assert.True(IsTrue(status, answer), $"{key} is {status}, and its cancel was told {answer.Status} {answer.Text}");
        }

        // ... and a payment cancelled before its approval was not called back as approved.
        Assert.Equal(0, await pg.QueryAsync<int>(
            "SELECT COUNT(*) FROM cancels c JOIN callbacks USING (transaction_key) WHERE NOT was_captured AND attempts > 0"));
        var untold = cancels.Count(cancel => cancel.Answer.Status == 500);
        var ended = await pg.QueryAsync<int>("SELECT COUNT(*) FROM payments WHERE status IN ('CANCELLED', 'FAILED')");
        Assert.InRange(ended, cancels.Count - untold, cancels.Count);
        Assert.InRange(await WonByCancelAsync(), 1, cancels.Count - 1);
    }

    private async Task<(string TransactionKey, Answer Answer)> PayAndCancelAsync()
    {
        var order = await pg.PayAsync();
        return (order.TransactionKey, await pg.PostAsync($"/api/v1/payments/{order.TransactionKey}/cancel", null));
    }

    private static bool IsTrue(string? status, Answer answer) => answer.Status switch
    {
        200 => status == "CANCELLED",
        409 => status == "FAILED",
        500 => true, // The database had no time for it, which says nothing of the payment.
        _ => false,
    };

    private Task<int> WonByCancelAsync() => pg.QueryAsync<int>("SELECT COUNT(*) FROM cancels WHERE NOT was_captured");
}
