using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class InFlightTests(InFlightTests.TwoAtATime pg) : IClassFixture<InFlightTests.TwoAtATime>
{
    public sealed class TwoAtATime() : Simulator(
        ("Callbacks:MostInFlight", "2"), ("Callbacks:TimeoutSeconds", "300"), ("Logging:LogLevel:MySqlConnector", "Trace"))
    {
        internal Statements Statements { get; } = new();

        protected override void Configure(IServiceCollection services) => services.AddLogging(
            logging => logging.ClearProviders().AddProvider(Statements));
    }

    private const string Look = "MIN(due_at)) FROM callbacks";

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

        var looks = pg.Statements.Count(Look);
        foreach (var card in Enumerable.Repeat("4000-0000-0000-9979", 10)) // Called back to nobody.
        {
            await pg.ConcludedAsync((await pg.PayAsync(card)).TransactionKey);
        }

        Assert.True(looks > 0);
        Assert.Equal(looks, pg.Statements.Count(Look)); // Who has no room does not ask what is due.

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

    private Task<int> AttemptsAsync(Order order) => pg.QueryAsync<int>(
        "SELECT attempts FROM callbacks WHERE transaction_key = @TransactionKey", order);
}
