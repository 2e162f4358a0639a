using Commerce.PgSimulator.Toss.Window;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>The payment window without a browser: what opens it, and where it leads.</summary>
public sealed class WindowTests(WindowTests.Own pg) : IClassFixture<WindowTests.Own>
{
    public sealed class Own : TossSimulator;

    public static TheoryData<string> Failures => [.. WindowPick.Failures];

    [Fact]
    public async Task Who_agrees_is_sent_to_the_merchant_with_all_that_a_confirm_needs()
    {
        var order = await pg.OpenAsync(amount: 12_345);
        Assert.Equal("READY", (await pg.LookAsync(order)).Says());

        var (status, location) = await pg.PickAsync(order, ("pick", "card"), ("card", "4242-4242-4242-4242"));

        Assert.Equal(303, status);
        Assert.StartsWith($"{pg.Merchant.Address}/callback/success?", location!.ToString(), StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(location.Query);
        Assert.Equal(("1", "NORMAL"), (query["own"].ToString(), query["paymentType"].ToString()));
        Assert.Equal(
            ("12345", order.OrderId, order.PaymentKey),
            (query["amount"].ToString(), query["orderId"].ToString(), query["paymentKey"].ToString()));
        Assert.Equal("IN_PROGRESS", (await pg.LookAsync(order)).Says());
        Assert.Equal(404, (await pg.PickAsync(order, ("pick", "close"))).Status);
    }

    [Fact]
    public async Task Who_closes_the_window_is_sent_back_without_the_order_and_may_open_another()
    {
        var order = await pg.OpenAsync();

        var (status, location) = await pg.PickAsync(order, ("pick", "close"));

        var query = QueryHelpers.ParseQuery(location!.Query);
        Assert.Equal((303, "PAY_PROCESS_CANCELED"), (status, query["code"].ToString()));
        Assert.False(query.ContainsKey("orderId"));
        Assert.Equal("READY", (await pg.LookAsync(order)).Says());
        var again = await pg.AgreedAsync(orderId: order.OrderId);
        Assert.Equal("DONE", (await pg.ConfirmAsync(again)).Says());
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_window_that_fails_says_why_and_for_which_order(string code)
    {
        var order = await pg.OpenAsync();

        var (_, location) = await pg.PickAsync(order, ("pick", "fail"), ("failure", code));

        var query = QueryHelpers.ParseQuery(location!.Query);
        Assert.Equal((code, order.OrderId), (query["code"].ToString(), query["orderId"].ToString()));
        Assert.NotEqual("", query["message"].ToString());
    }

    [Theory]
    [InlineData("clientKey", "test_ck_of_nobody", 401)]
    [InlineData("clientKey", null, 401)]
    [InlineData("orderId", "short", 400)]
    [InlineData("orderId", "order 1", 400)]
    [InlineData("amount", "0", 400)]
    [InlineData("amount", "-5", 400)]
    [InlineData("amount", "5.5", 400)]
    [InlineData("amount", "99999999999999999999", 400)]
    [InlineData("orderName", "", 400)]
    [InlineData("customerKey", "c", 400)]
    [InlineData("successUrl", "http://evil.example/", 400)]
    [InlineData("failUrl", "javascript:alert(1)", 400)]
    public async Task What_opens_no_window_is_told_on_a_page(string name, string? value, int status)
    {
        var query = pg.Window($"order-{Guid.NewGuid():N}", 5_000);
        query[name] = value;

        var answer = await pg.OpenAsync(query);

        Assert.Equal((status, null), answer);
    }

    [Theory]
    [InlineData("pick", "steal")]
    [InlineData("fate", "no-such-fate")]
    [InlineData("card", "4242")]
    public async Task What_nobody_can_pick_changes_nothing(string name, string value)
    {
        var order = await pg.OpenAsync();
        var form = new Dictionary<string, string> { ["pick"] = "fate", ["fate"] = "approved", [name] = value };

        var (status, _) = await pg.PickAsync(order, [.. form.Select(field => (field.Key, field.Value))]);

        Assert.Equal(400, status);
        Assert.Equal("READY", (await pg.LookAsync(order)).Says());
    }

    [Fact]
    public async Task The_page_shows_the_order_escaped_and_lets_forms_lead_to_the_merchant_only()
    {
        var order = await pg.OpenAsync(amount: 12_345);

        using var answer = await pg.Http.GetAsync($"/toss/window/{order.PaymentKey}", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Pay Two &lt;shirts&gt;", page, StringComparison.Ordinal);
        Assert.Contains("₩12,345", page, StringComparison.Ordinal);
        Assert.Contains(order.OrderId, page, StringComparison.Ordinal);
        Assert.EndsWith(
            $"form-action 'self' {pg.Merchant.Address}",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_number_is_stored_nowhere()
    {
        var order = await pg.AgreedAsync();

        Assert.Equal("424242******4242", await pg.QueryAsync<string>(
            "SELECT card_number FROM toss_payments WHERE payment_key = @PaymentKey", order));
    }
}
