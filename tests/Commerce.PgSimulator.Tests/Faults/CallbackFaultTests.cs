using System.Globalization;
using System.Text;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class CallbackFaultTests(CallbackFaultTests.Signing pg) : IClassFixture<CallbackFaultTests.Signing>, IAsyncLifetime
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("a secret of thirty-two bytes ...");

    public sealed class Signing() : Simulator(
        ("Callbacks:Secrets:0", $"whsec_{Convert.ToBase64String(Key)}"),
        ("Faults:CallbackDelayMs", "800"),
        ("Faults:CallbackCopies", "50"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await pg.TurnAsync("{}");

    [Fact]
    public async Task A_truncated_body()
    {
        var callback = await CallbackOfAsync("callback-truncated");

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(callback.Body));
        Assert.True(SignatureCheck.IsRight(callback, Key)); // The signature is of what was sent.
    }

    [Fact]
    public async Task A_forged_signature() => Assert.False(SignatureCheck.IsRight(await CallbackOfAsync("callback-forged"), Key));

    [Fact]
    public async Task No_signature() => Assert.DoesNotContain(
        "webhook-signature", (await CallbackOfAsync("callback-unsigned")).Headers.Keys);

    [Fact]
    public async Task A_stale_signature()
    {
        var callback = await CallbackOfAsync("callback-stale");

        var age = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(
            callback.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        Assert.InRange(age, 599, 660);
        Assert.True(SignatureCheck.IsRight(callback, Key));
    }

    [Fact]
    public async Task A_delay()
    {
        var order = await ScriptedAsync("callback-delayed");
        await pg.Merchant.NextAsync(order.OrderId);
        await Until.TrueAsync(async () =>
            await pg.QueryAsync<DateTime?>("SELECT sent_at FROM callbacks WHERE transaction_key = @TransactionKey", order) is not null);

        var delay = await pg.QueryAsync<int>(
            "SELECT TIMESTAMPDIFF(MICROSECOND, a.concluded_at, c.sent_at) DIV 1000 FROM approvals a JOIN callbacks c USING "
            + "(transaction_key) WHERE transaction_key = @TransactionKey",
            order);
        Assert.True(delay >= 800, $"{delay} ms");
    }

    [Fact]
    public async Task A_storm()
    {
        var order = await ScriptedAsync("callback-storm");

        var names = new HashSet<string>();
        for (var copy = 0; copy < 50; copy++)
        {
            names.Add((await pg.Merchant.NextAsync(order.OrderId)).Headers["webhook-id"]);
        }

        Assert.Single(names); // Copies of one message.
        Assert.Equal(0, pg.Merchant.Unread(order.OrderId));
    }

    [Fact]
    public async Task Before_the_answer_all_copies_come_and_no_delay_holds_them_up()
    {
        await pg.TurnAsync("""{"callbackBeforeAnswerRate":1,"callbackDuplicateRate":1,"callbackCopies":3,"callbackDelayRate":1,"callbackDelayMs":600000}""");

        var order = await pg.PayAsync();

        Assert.Equal(3, pg.Merchant.Unread(order.OrderId));
        Assert.Equal(0, await pg.QueryAsync<int>("SELECT delay_ms FROM callbacks WHERE transaction_key = @TransactionKey", order));
    }

    private async Task<Callback> CallbackOfAsync(string outcome) => await pg.Merchant.NextAsync((await ScriptedAsync(outcome)).OrderId);

    private async Task<Order> ScriptedAsync(string outcome)
    {
        await pg.PostAsync("/api/v1/faults/script", $$"""{"outcomes":["{{outcome}}"]}""");
        return await pg.PayAsync();
    }
}
