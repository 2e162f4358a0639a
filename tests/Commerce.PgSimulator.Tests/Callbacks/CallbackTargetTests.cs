using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class CallbackTargetTests(CallbackTargetTests.OwnList pg) : IClassFixture<CallbackTargetTests.OwnList>
{
    public sealed class OwnList : Simulator;

    [Fact]
    public async Task Nothing_is_sent_to_an_address_that_is_not_allowed_any_more()
    {
        var order = await pg.PayAsync("4000-0000-0000-3220"); // Never finishes: its callback still waits when the list changes.
        pg.Start(("Callbacks:AllowedPrefixes:0", "http://127.0.0.1:1"));
        await pg.QueryAsync<int>("UPDATE approvals SET due_at = UTC_TIMESTAMP() WHERE transaction_key = @TransactionKey", order);

        await Until.TrueAsync(async () =>
            await pg.QueryAsync<int>(
                "SELECT COUNT(*) FROM callbacks WHERE transaction_key = @TransactionKey AND attempts = 1 AND due_at IS NULL", order) == 1);

        Assert.Equal(0, pg.Merchant.Unread(order.OrderId));
    }
}
