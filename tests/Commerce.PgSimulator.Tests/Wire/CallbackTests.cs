using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class CallbackTests(CallbackTests.UnwillingMerchant pg) : IClassFixture<CallbackTests.UnwillingMerchant>
{
    /// <summary>A merchant who would answer 200 if he were asked a second time.</summary>
    public sealed class UnwillingMerchant : Simulator
    {
        public UnwillingMerchant() => Merchant.Answer = attempt => attempt == 1 ? 500 : 200;
    }

    [Fact]
    public async Task One_bare_unsigned_transaction_is_posted_and_never_again()
    {
        var order = await pg.PayAsync(amount: 12_300);

        var callback = await pg.Merchant.NextAsync(order.OrderId);

        Assert.Equal(
            $$"""{"transactionKey":"{{order.TransactionKey}}","orderId":"{{order.OrderId}}","cardType":"SAMSUNG","cardNo":"1234-5678-9814-1451","amount":12300,"status":"SUCCESS","reason":"정상 승인되었습니다."}""",
            callback.Text);
        Assert.Equal("application/json", callback.Headers["Content-Type"]);
        Assert.DoesNotContain("X-USER-ID", callback.Headers.Keys);
        Assert.DoesNotContain(callback.Headers.Keys, name => name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase));

        // The merchant has answered 500. A later order's callback has come and gone: nothing else is on its way.
        var later = await pg.PayAsync();
        await pg.Merchant.NextAsync(later.OrderId);
        await Until.TrueAsync(async () => await pg.QueryAsync<int>("SELECT COUNT(*) FROM callbacks WHERE due_at IS NOT NULL") == 0);
        Assert.Equal(0, pg.Merchant.Unread(order.OrderId));
        Assert.Equal(1, await pg.QueryAsync<int>("SELECT attempts FROM callbacks WHERE transaction_key = @TransactionKey", order));
        Assert.Null(await pg.QueryAsync<DateTime?>("SELECT sent_at FROM callbacks WHERE transaction_key = @TransactionKey", order));
    }
}
