using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>What is uncertain about confirms, looks, cancels and keys, with both behaviours; the rest is beside what it is about.</summary>
public sealed class TossDialTests(TossDialTests.Own pg) : IClassFixture<TossDialTests.Own>
{
    public sealed class Own() : TossSimulator(("TossDials:ClosedWindowNamesOrder", "true"));

    [Fact]
    public async Task A_dial_that_is_left_out_goes_back_to_its_setting()
    {
        await pg.DecideAsync("refusalKeepsPayment");
        Assert.True((await pg.GetAsync("/toss/dials")).Data.GetProperty("refusalKeepsPayment").GetBoolean());

        await pg.DecideAsync();

        var dials = (await pg.GetAsync("/toss/dials")).Data;
        Assert.False(dials.GetProperty("refusalKeepsPayment").GetBoolean());
        Assert.True(dials.GetProperty("closedWindowNamesOrder").GetBoolean());
    }

    [Theory]
    [InlineData("""{"noSuchDial":true}""")]
    [InlineData("""{"refusalKeepsPayment":1}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task What_is_no_dial_is_a_bad_request(string body) =>
        Assert.Equal(400, (await pg.SendAsync(HttpMethod.Put, "/toss/dials", body)).Status);

    [Fact]
    public async Task A_refused_confirm_can_leave_the_payment_open()
    {
        var order = await pg.AgreedAsync();
        await pg.DecideAsync("refusalKeepsPayment");
        await pg.ScriptAsync("limit-exceeded");

        (await pg.ConfirmAsync(order)).Refused(403, "REJECT_CARD_PAYMENT");
        await pg.DecideAsync();

        Assert.Equal("DONE", (await pg.ConfirmAsync(order)).Says());
    }

    [Fact]
    public async Task A_second_confirm_can_find_no_session()
    {
        var order = await pg.PaidAsync();
        await pg.DecideAsync("repeatedConfirmFindsNoSession");

        var again = await pg.ConfirmAsync(order);
        await pg.DecideAsync();

        again.Refused(404, "NOT_FOUND_PAYMENT_SESSION");
        (await pg.ConfirmAsync(order)).Refused(400, "ALREADY_PROCESSED_PAYMENT");
    }

    [Fact]
    public async Task Another_amount_can_be_an_invalid_request()
    {
        var order = await pg.AgreedAsync();
        await pg.DecideAsync("otherAmountIsInvalidRequest");

        var other = await pg.ConfirmAsync(order with { Amount = 1 });
        await pg.DecideAsync();

        other.Refused(400, "INVALID_REQUEST");
        (await pg.ConfirmAsync(order with { Amount = 1 })).Refused(404, "NOT_FOUND_PAYMENT_SESSION");
    }

    [Theory]
    [InlineData(false, "IN_PROGRESS")]
    [InlineData(true, "DONE")]
    public async Task A_confirm_that_is_answered_429_can_have_been_processed(bool processes, string becomes)
    {
        await pg.DecideAsync(processes ? ["tooManyRequestsProcesses"] : []);
        var order = await pg.AgreedAsync("too-many-requests");

        (await pg.ConfirmAsync(order)).Refused(429, "TOO_MANY_REQUESTS");
        await pg.DecideAsync();

        Assert.Equal(becomes, (await pg.LookAsync(order)).Says());
    }

    [Fact]
    public async Task A_look_by_order_shows_the_newest_or_the_oldest_and_perhaps_nothing_unpaid()
    {
        var oldest = await pg.AgreedAsync();
        await pg.ConfirmAsync(oldest);
        var newest = await pg.OpenAsync(orderId: oldest.OrderId);

        Assert.Equal(newest.PaymentKey, await SeenAsync());
        await pg.DecideAsync("orderLookupShowsOldest");
        Assert.Equal(oldest.PaymentKey, await SeenAsync());
        await pg.DecideAsync("orderLookupHidesUnpaid");
        Assert.Equal(oldest.PaymentKey, await SeenAsync());
        (await pg.LookByOrderAsync(await pg.AgreedAsync())).Refused(404, "NOT_FOUND_PAYMENT");
        await pg.DecideAsync();

        async Task<string?> SeenAsync() => (await pg.LookByOrderAsync(oldest)).Json.GetProperty("paymentKey").GetString();
    }

    [Fact]
    public async Task A_second_cancel_within_a_second_can_be_refused()
    {
        var order = await pg.PaidAsync();
        await pg.DecideAsync("secondCancelWithinASecondIsRefused");
        await pg.CancelAsync(order, 1_000);
        await pg.QueryAsync<int>( // However busy the machine is.
            "UPDATE toss_transactions SET created_at = UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE WHERE payment_key = @PaymentKey", order);

        var second = await pg.CancelAsync(order, 1_000);
        await pg.DecideAsync();

        second.Refused(403, "FORBIDDEN_CONSECUTIVE_REQUEST");
        Assert.Equal(200, (await pg.CancelAsync(order, 1_000)).Status);
    }

    [Theory]
    [InlineData("paymentKeyIsLongest")]
    [InlineData("paymentKeyHasOtherCharacters")]
    public async Task Payment_keys_of_every_form_can_be_used(string dial)
    {
        await pg.DecideAsync(dial);
        var order = await pg.PaidAsync();
        await pg.DecideAsync();

        Assert.Equal(dial == "paymentKeyIsLongest", order.PaymentKey.Length == 200);
        Assert.Equal(dial == "paymentKeyHasOtherCharacters", order.PaymentKey.Contains('~', StringComparison.Ordinal));
        Assert.Equal(order.PaymentKey, (await pg.LookAsync(order)).Json.GetProperty("paymentKey").GetString());
    }

    [Fact]
    public async Task The_redirect_of_a_closed_window_can_name_the_order()
    {
        var order = await pg.OpenAsync();

        var (_, location) = await pg.PickAsync(order, ("pick", "close"));

        Assert.Contains($"orderId={order.OrderId}", location!.Query, StringComparison.Ordinal);
    }
}
