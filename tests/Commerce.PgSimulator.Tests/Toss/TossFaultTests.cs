using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>The first dialect's dice, scripts and faults are those of the second.</summary>
public sealed class TossFaultTests(TossFaultTests.Own pg) : IClassFixture<TossFaultTests.Own>
{
    public sealed class Own : TossSimulator;

    [Theory]
    [InlineData("refused", 500, "IN_PROGRESS")]
    [InlineData("too-many-requests", 429, "IN_PROGRESS")]
    [InlineData("limit-exceeded", 403, "ABORTED")]
    [InlineData("invalid-card", 400, "ABORTED")]
    [InlineData("error-after-accept", 500, "DONE")]
    [InlineData("not-found-after-accept", 404, "DONE")]
    [InlineData("timeout-after-accept", 408, "DONE")]
    [InlineData("conflict-after-accept", 409, "DONE")]
    [InlineData("malformed-answer", 200, "DONE")]
    [InlineData("wrong-key", 200, "DONE")]
    [InlineData("slow-answer", 200, "DONE")]
    [InlineData("slow-drip", 200, "DONE")]
    [InlineData("kept-twice", 200, "DONE")]
    public async Task A_script_decides_the_next_confirm_whatever_was_picked(string outcome, int status, string becomes)
    {
        await pg.TurnAsync("""{"slowAnswerMs":50}""");
        var order = await pg.AgreedAsync();
        await pg.ScriptAsync(outcome);

        var answer = await pg.ConfirmAsync(order);

        Assert.Equal(status, answer.Status);
        Assert.Equal(becomes, (await pg.LookAsync(order)).Says());
    }

    [Theory]
    [InlineData("connection-cut", "IN_PROGRESS")]
    [InlineData("hangs", "IN_PROGRESS")]
    [InlineData("never-finishes", "IN_PROGRESS")]
    [InlineData("no-answer", "DONE")]
    public async Task Silence_says_nothing_of_the_money(string fate, string becomes)
    {
        var order = await pg.AgreedAsync(fate);

        var confirm = pg.ConfirmAsync(order);
        await Until.TrueAsync(() => pg.LookAsync(order), answer => answer.Says() == becomes);

        Assert.False(confirm.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_kept_twice_is_two_payments_of_one_order()
    {
        var order = await pg.AgreedAsync("kept-twice");

        await pg.ConfirmAsync(order);

        Assert.Equal(
            2, await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_payments WHERE order_id = @OrderId AND status = 'DONE'", order));
        var books = (await pg.TransactionsAsync("&limit=5000")).Json.EnumerateArray();
        Assert.Equal(2, books.Count(line => line.GetProperty("orderId").GetString() == order.OrderId));
    }

    [Fact]
    public async Task Dice_decide_when_nothing_was_picked()
    {
        await pg.TurnAsync("""{"limitExceededRate":1}""");
        var order = await pg.OpenAsync();
        await pg.PickAsync(order, ("pick", "dice"));

        (await pg.ConfirmAsync(order)).Refused(403, "REJECT_CARD_PAYMENT");
        await pg.TurnAsync("{}");
    }

    [Fact]
    public async Task Test_cards_have_their_fate_here_too()
    {
        var order = await pg.OpenAsync();
        await pg.PickAsync(order, ("pick", "card"), ("card", "4000-0000-0000-9995"));

        (await pg.ConfirmAsync(order)).Refused(403, "REJECT_CARD_PAYMENT");
    }

    [Fact]
    public async Task Looks_fail_lag_and_are_stale_as_the_dials_say()
    {
        var order = await pg.PaidAsync();

        await pg.TurnAsync("""{"lookupErrorRate":1}""");
        (await pg.LookAsync(order)).Refused(500, "FAILED_INTERNAL_SYSTEM_PROCESSING");
        await pg.TurnAsync("""{"lookupLagMs":600000}""");
        (await pg.LookAsync(order)).Refused(404, "NOT_FOUND_PAYMENT");
        (await pg.LookByOrderAsync(order)).Refused(404, "NOT_FOUND_PAYMENT");
        await pg.TurnAsync("""{"lookupStaleMs":600000}""");
        Assert.Equal("IN_PROGRESS", (await pg.LookAsync(order)).Says());
        await pg.TurnAsync("{}");
        Assert.Equal("DONE", (await pg.LookAsync(order)).Says());
    }

    [Fact]
    public async Task Cancels_are_refused_or_not_answered_as_the_dials_say()
    {
        var order = await pg.PaidAsync();

        await pg.TurnAsync("""{"cancelRefuseRate":1}""");
        (await pg.CancelAsync(order)).Refused(500, "FAILED_INTERNAL_SYSTEM_PROCESSING");
        Assert.Equal("DONE", (await pg.LookAsync(order)).Says());
        await pg.TurnAsync("""{"cancelNoAnswerRate":1}""");
        var cancel = pg.CancelAsync(order);
        await Until.TrueAsync(() => pg.LookAsync(order), answer => answer.Says() == "CANCELED");
        await pg.TurnAsync("{}");

        Assert.False(cancel.IsCompleted);
    }
}
