using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>The two clocks of a payment, short ones.</summary>
public sealed class ClockTests(ClockTests.Own pg, ClockTests.Usual usual) : IClassFixture<ClockTests.Own>, IClassFixture<ClockTests.Usual>
{
    public sealed class Own() : TossSimulator(("Toss:WindowLifetime", "00:00:02"), ("Toss:ConfirmWithin", "00:00:02"));

    public sealed class Usual : TossSimulator;

    [Fact]
    public async Task A_window_that_nobody_uses_expires_and_is_told()
    {
        var order = await pg.OpenAsync();

        await ExpiredAsync(pg, order);

        Assert.Equal(404, (await pg.PickAsync(order, ("pick", "card"))).Status);
        Assert.Contains("\"EXPIRED\"", (await pg.WebhookAsync(order)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_confirms_expires_and_cannot_be_confirmed_any_more()
    {
        var order = await usual.AgreedAsync();
        await usual.QueryAsync<int>("UPDATE toss_payments SET expires_at = UTC_TIMESTAMP(6) WHERE payment_key = @PaymentKey", order);

        (await usual.ConfirmAsync(order)).Refused(404, "NOT_FOUND_PAYMENT_SESSION");

        await ExpiredAsync(usual, order);
        (await usual.ConfirmAsync(order)).Refused(404, "NOT_FOUND_PAYMENT_SESSION");
        Assert.Contains("\"EXPIRED\"", (await usual.WebhookAsync(order)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirm_that_comes_to_its_end_after_the_clock_takes_nothing()
    {
        await pg.TurnAsync("""{"lateMs":4000}"""); // The clock has two seconds.
        var order = await pg.AgreedAsync("late");

        (await pg.ConfirmAsync(order)).Refused(404, "NOT_FOUND_PAYMENT_SESSION");

        await ExpiredAsync(pg, order);
        Assert.Equal(0, await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_transactions WHERE payment_key = @PaymentKey", order));
    }

    [Fact]
    public async Task The_buyer_can_let_either_clock_run_out_at_once()
    {
        var unused = await usual.OpenAsync();
        var unconfirmed = await usual.OpenAsync();

        Assert.Equal((200, null), await usual.PickAsync(unused, ("pick", "expire")));
        Assert.Equal(303, (await usual.PickAsync(unconfirmed, ("pick", "expire-unconfirmed"))).Status);

        await ExpiredAsync(usual, unused);
        await ExpiredAsync(usual, unconfirmed);
    }

    [Fact]
    public async Task The_clocks_are_half_an_hour_and_ten_minutes_unless_told_otherwise()
    {
        var order = await usual.OpenAsync();
        Assert.InRange(await MinutesAsync(order), 25, 30);

        await usual.PickAsync(order, ("pick", "card"));

        Assert.InRange(await MinutesAsync(order), 5, 10);
    }

    private Task<double> MinutesAsync(TossOrder order) => usual.QueryAsync<double>(
        "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) / 60 FROM toss_payments WHERE payment_key = @PaymentKey", order);

    private static async Task ExpiredAsync(Simulator pg, TossOrder order)
    {
        var seen = await Until.TrueAsync(() => pg.LookAsync(order), answer => answer.Says() == "EXPIRED");
        Assert.Equal("EXPIRED_PAYMENT", seen.Json.GetProperty("failure").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, seen.Json.GetProperty("approvedAt").ValueKind);
    }
}
