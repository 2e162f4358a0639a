using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

public sealed class WebhookTests(WebhookTests.Own pg) : IClassFixture<WebhookTests.Own>
{
    public sealed class Own() : TossSimulator(("Toss:FirstRepeat", "00:00:00.001"));

    [Fact]
    public async Task A_capture_and_each_cancel_are_told_unsigned_with_the_payment()
    {
        var order = await pg.PaidAsync();
        var captured = await pg.WebhookAsync(order);
        await pg.CancelAsync(order, 1_000);
        var reduced = await pg.WebhookAsync(order);
        await pg.CancelAsync(order);
        var cancelled = await pg.WebhookAsync(order);

        var body = JsonDocument.Parse(captured.Text).RootElement;
        Assert.Equal("PAYMENT_STATUS_CHANGED", body.GetProperty("eventType").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$", body.GetProperty("createdAt").GetString());
        Assert.Equal(order.PaymentKey, body.GetProperty("data").GetProperty("paymentKey").GetString());
        Assert.Equal(["DONE", "PARTIAL_CANCELED", "PARTIAL_CANCELED"], new[] { captured, reduced, cancelled }.Select(StatusOf));
        Assert.Equal("0", captured.Headers["tosspayments-webhook-transmission-retried-count"]);
        Assert.NotEqual("", captured.Headers["tosspayments-webhook-transmission-time"]);
        Assert.DoesNotContain(captured.Headers.Keys, name => name.Contains("signature", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_refusal_is_told_and_a_closed_window_is_not()
    {
        var closed = await pg.OpenAsync();
        await pg.PickAsync(closed, ("pick", "close"));
        var order = await pg.AgreedAsync("REJECT_CARD_PAYMENT");
        await pg.ConfirmAsync(order);

        Assert.Equal("ABORTED", StatusOf(await pg.WebhookAsync(order)));
        Assert.Equal(0, await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_webhooks WHERE payment_key = @PaymentKey", closed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_does_not_agree_hears_it_seven_times_more(bool newIds)
    {
        await pg.DecideAsync(newIds ? ["repeatsHaveNewTransmissionId"] : []);
        pg.Merchant.Answer = _ => 500;
        var order = await pg.PaidAsync();
        var heard = new List<Callback>();
        for (var i = 0; i < 8; i++)
        {
            heard.Add(await pg.WebhookAsync(order));
        }

        await Until.TrueAsync(async () => await pg.QueryAsync<int>(
            "SELECT COUNT(*) FROM toss_webhooks WHERE payment_key = @PaymentKey AND due_at IS NULL AND sent_at IS NULL AND attempts = 8",
            order) == 1);
        pg.Merchant.Answer = _ => 200;
        await pg.DecideAsync();
        Assert.Equal(Enumerable.Range(0, 8).Select(n => $"{n}"), heard.Select(
            webhook => webhook.Headers["tosspayments-webhook-transmission-retried-count"]));
        Assert.Equal(newIds ? 8 : 1, heard.Select(webhook => webhook.Headers["tosspayments-webhook-transmission-id"]).Distinct().Count());
        Assert.Single(heard.Select(webhook => webhook.Text).Distinct());
    }

    [Theory]
    [InlineData("callback-lost")]
    [InlineData("callback-twice")]
    [InlineData("callback-before-answer")]
    [InlineData("callback-wrong-amount")]
    [InlineData("callback-truncated")]
    [InlineData("callback-forged")]
    [InlineData("callback-stale")]
    public async Task The_first_dialects_callback_faults_are_those_of_webhooks(string fate)
    {
        var order = await pg.AgreedAsync(fate);
        var already = pg.Merchant.Unread(TossSimulator.Mailbox);

        Assert.Equal("DONE", (await pg.ConfirmAsync(order)).Says());

        switch (fate)
        {
            case "callback-lost":
                Assert.Equal(0, await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_webhooks WHERE payment_key = @PaymentKey", order));
                break;
            case "callback-twice":
                Assert.Equal((await pg.WebhookAsync(order)).Text, (await pg.WebhookAsync(order)).Text);
                break;
            case "callback-before-answer":
                Assert.True(pg.Merchant.Unread(TossSimulator.Mailbox) > already);
                break;
            case "callback-wrong-amount":
                Assert.Equal(6_000, DataOf(await pg.WebhookAsync(order)).GetProperty("totalAmount").GetInt64());
                break;
            case "callback-truncated":
                Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(NextAsync().GetAwaiter().GetResult().Text));
                break;
            case "callback-forged":
                Assert.StartsWith(
                    "forged_", DataOf(await pg.WebhookAsync(order)).GetProperty("paymentKey").GetString(), StringComparison.Ordinal);
                break;
            default:
                Assert.Equal("IN_PROGRESS", StatusOf(await pg.WebhookAsync(order)));
                break;
        }

        Task<Callback> NextAsync() => pg.WebhookAsync(order);
    }

    private static string? StatusOf(Callback webhook) => DataOf(webhook).GetProperty("status").GetString();

    private static JsonElement DataOf(Callback webhook) => JsonDocument.Parse(webhook.Text).RootElement.GetProperty("data");
}
