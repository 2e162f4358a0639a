using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class InFlightTests(InFlightTests.TwoAtATime pg) : IClassFixture<InFlightTests.TwoAtATime>
{
    public sealed class TwoAtATime() : Simulator(("Callbacks:MostInFlight", "2"), ("Callbacks:TimeoutSeconds", "300"));

    [Fact]
    public async Task A_merchant_who_hangs_holds_up_nobody_before_the_limit_and_the_rest_waits_for_an_end()
    {
        var first = await HangAsync();
        var passing = await pg.PayAsync();
        await pg.Merchant.NextAsync(passing.OrderId); // One hangs, and another passes it.

        var second = await HangAsync();
        var waiting = await pg.PayAsync();
        await pg.ConcludedAsync(waiting.TransactionKey);
        Assert.Equal(0, pg.Merchant.Unread(waiting.OrderId));
        Assert.Equal(0, await AttemptsAsync(waiting)); // It is not even claimed: its claim would run out while it waits.

        first.SetResult();
        await pg.Merchant.NextAsync(waiting.OrderId);
        second.SetResult();
    }

    private async Task<TaskCompletionSource> HangAsync()
    {
        var hanging = new TaskCompletionSource();
        pg.Merchant.ReadyToAnswer = hanging.Task;
        await pg.Merchant.NextAsync((await pg.PayAsync()).OrderId);
        pg.Merchant.ReadyToAnswer = Task.CompletedTask;
        return hanging;
    }

    private Task<int> AttemptsAsync(Order order) => pg.QueryAsync<int>("SELECT attempts FROM callbacks WHERE transaction_key = @TransactionKey", order);
}
