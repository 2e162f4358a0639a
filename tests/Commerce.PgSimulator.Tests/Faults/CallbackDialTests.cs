using System.Globalization;
using System.Text;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

/// <summary>Each dial of the callback, set to 1, brings about its own fault and no other.</summary>
public sealed class CallbackDialTests(CallbackDialTests.Signing pg) : IClassFixture<CallbackDialTests.Signing>, IAsyncLifetime
{
    private const int LongAgo = 599; // Seconds.
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("a secret of thirty-two bytes ...");

    private const string Fate = """
        SELECT CASE WHEN c.sent_at IS NOT NULL THEN 'sent'
                    WHEN a.concluded_at IS NOT NULL AND c.due_at IS NULL THEN 'lost'
                    WHEN c.due_at >= a.concluded_at + INTERVAL 600 SECOND THEN 'in 600 s' END
        FROM callbacks c JOIN approvals a USING (transaction_key) WHERE transaction_key = @TransactionKey
        """;

    public sealed class Signing() : Simulator(
        ("Callbacks:Secrets:0", $"whsec_{Convert.ToBase64String(Key)}"),
        ("Faults:CallbackDelayMs", "600000"),
        ("Faults:CallbackCopies", "3"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await pg.TurnAsync("{}");

    [Theory]
    [InlineData("lookupErrorRate", "1 of 5000, signed")] // Not one of the callback: all goes well.
    [InlineData("callbackDropRate", "lost")]
    [InlineData("callbackDelayRate", "in 600 s")]
    [InlineData("callbackDuplicateRate", "3 of 5000, signed")]
    [InlineData("callbackBeforeAnswerRate", "1 of 5000, signed, before the answer")]
    [InlineData("callbackWrongAmountRate", "1 of 6000, signed")]
    [InlineData("callbackTruncatedRate", "1 of half a document, signed")]
    [InlineData("callbackForgedRate", "1 of 5000, signed by another")]
    [InlineData("callbackStaleRate", "1 of 5000, signed long ago")]
    [InlineData("callbackUnsignedRate", "1 of 5000, unsigned")]
    public async Task A_dial_at_1_is_its_fault(string dial, string fate)
    {
        // A payment that is not concluded before its answer cannot be called back before it by chance.
        await pg.TurnAsync($$"""{"{{dial}}":1,"processDelayMinMs":600000,"processDelayMaxMs":600000}""");
        var order = await pg.PayAsync();
        var early = pg.Merchant.Unread(order.OrderId) > 0 ? ", before the answer" : "";
        await pg.QueryAsync<int>(
            "UPDATE approvals SET due_at = UTC_TIMESTAMP(6) WHERE transaction_key = @TransactionKey AND due_at IS NOT NULL", order);

        var seen = await Until.TrueAsync(() => pg.QueryAsync<string>(Fate, order), seen => seen is not null);

        Assert.Equal(fate, (seen == "sent" ? await ToldAsync(order) : seen) + early);
    }

    [Fact]
    public async Task Every_rate_is_in_a_table_or_has_a_test_of_its_own()
    {
        // RequestDialTests, LookupFaultTests, CancelFaultTests
        string[] others = ["keptTwiceRate", "lookupErrorRate", "lookupSlowRate", "cancelRefuseRate", "cancelNoAnswerRate"];
        var tables = new[] { typeof(RequestDialTests), typeof(CallbackDialTests) }
            .SelectMany(tests => tests.GetMethods())
            .SelectMany(test => test.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>())
            .Select(row => (string)row.Data[0]!);

        var rates = (await pg.GetAsync("/api/v1/faults")).Data.EnumerateObject().Select(dial => dial.Name).Where(
            name => name.EndsWith("Rate", StringComparison.Ordinal));

        Assert.Equal(rates.Order(StringComparer.Ordinal), tables.Union(others).Order(StringComparer.Ordinal));
    }

    private async Task<string> ToldAsync(Order order)
    {
        var copies = pg.Merchant.Unread(order.OrderId);
        var callback = await pg.Merchant.NextAsync(order.OrderId);
        return $"{copies} of {Amount(callback)}, {Signature(callback)}";
    }

    private static string Amount(Callback callback)
    {
        try
        {
            return JsonDocument.Parse(callback.Body).RootElement.GetProperty("amount").GetRawText();
        }
        catch (JsonException)
        {
            return "half a document";
        }
    }

    private static string Signature(Callback callback)
    {
        if (!callback.Headers.TryGetValue("webhook-timestamp", out var timestamp))
        {
            return "unsigned";
        }

        var age = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(timestamp, CultureInfo.InvariantCulture);
        return !SignatureCheck.IsRight(callback, Key) ? "signed by another" : age >= LongAgo ? "signed long ago" : "signed";
    }
}
