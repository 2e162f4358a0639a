using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

public sealed class TossIdempotencyTests(TossIdempotencyTests.Own pg) : IClassFixture<TossIdempotencyTests.Own>
{
    public sealed class Own : TossSimulator;

    [Fact]
    public async Task The_same_key_is_answered_like_the_first_time_whatever_the_body()
    {
        var order = await pg.AgreedAsync();
        var key = Key();
        var first = await pg.ConfirmAsync(order, key);

        var again = await pg.ConfirmAsync(order, key);
        var other = await pg.ConfirmAsync(order with { Amount = 1 }, key);

        Assert.Equal((200, "DONE"), (first.Status, first.Says()));
        Assert.Equal(first, again);
        Assert.Equal(first, other);
        (await pg.ConfirmAsync(order, Key())).Refused(400, "ALREADY_PROCESSED_PAYMENT");
    }

    [Fact]
    public async Task A_cancel_is_made_once_for_each_key()
    {
        var order = await pg.PaidAsync();
        var key = Key();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => pg.CancelAsync(order, 1_000, headers: [key])));
        var again = await pg.CancelAsync(order, 1_000, headers: [key]);

        Assert.All(answers, answer => Assert.True(
            answer.Says() is "PARTIAL_CANCELED" or "IDEMPOTENT_REQUEST_PROCESSING", answer.Text));
        Assert.Equal(200, again.Status);
        Assert.Equal(4_000, (await pg.LookAsync(order)).Json.GetProperty("balanceAmount").GetInt64());
        Assert.Equal(3_000, (await pg.CancelAsync(order, 1_000, headers: [Key()])).Json.GetProperty("balanceAmount").GetInt64());
    }

    [Fact]
    public async Task While_the_first_is_in_flight_the_second_is_409()
    {
        var order = await pg.AgreedAsync("late"); // A minute.
        var key = Key();
        _ = pg.ConfirmAsync(order, key);
        await Until.TrueAsync(async () => await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_idempotency_keys WHERE status IS NULL") == 1);

        (await pg.ConfirmAsync(order, key)).Refused(409, "IDEMPOTENT_REQUEST_PROCESSING");

        // Of a process that died it is made again when its time is over.
        await pg.QueryAsync<int>("UPDATE toss_idempotency_keys SET held_until = UTC_TIMESTAMP(6) WHERE status IS NULL");
        await pg.TurnAsync("{}");
        await pg.ScriptAsync("approved");
        Assert.Equal("DONE", (await pg.ConfirmAsync(order, key)).Says());
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_the_capture_is_told_again()
    {
        var order = await pg.AgreedAsync("no-answer");
        var key = Key();
        var lost = pg.ConfirmAsync(order, key);

        await Until.TrueAsync(() => pg.LookAsync(order), answer => answer.Says() == "DONE");

        Assert.False(lost.IsCompleted);
        Assert.Equal((await pg.LookAsync(order)).Text, (await pg.ConfirmAsync(order, key)).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_is_told_again_or_forgotten_as_the_dial_says(bool forgets)
    {
        await pg.QueryAsync<int>("DELETE FROM toss_idempotency_keys");
        await pg.DecideAsync(forgets ? ["idempotencyForgetsErrors"] : []);
        var missing = new TossOrder($"made-up-{Guid.NewGuid():N}", $"order-{Guid.NewGuid():N}", 100);
        var order = await pg.AgreedAsync("error-after-accept");
        var (one, two) = (Key(), Key());

        (await pg.ConfirmAsync(missing, one)).Refused(404, "NOT_FOUND_PAYMENT");
        (await pg.ConfirmAsync(order, two)).Refused(500, "FAILED_INTERNAL_SYSTEM_PROCESSING");
        var known = await pg.ConfirmAsync(order with { PaymentKey = missing.PaymentKey }, one);
        var again = await pg.ConfirmAsync(order, two);
        await pg.DecideAsync();

        Assert.Equal("NOT_FOUND_PAYMENT", known.Says());
        Assert.Equal(forgets ? "ALREADY_PROCESSED_PAYMENT" : "FAILED_INTERNAL_SYSTEM_PROCESSING", again.Says());
        Assert.Equal(forgets ? 0 : 2, await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_idempotency_keys WHERE status IN (404, 500)"));
    }

    [Fact]
    public async Task Another_body_is_422_when_the_dial_says_so()
    {
        await pg.DecideAsync("idempotencyComparesBody");
        var order = await pg.AgreedAsync();
        var key = Key();
        var first = await pg.ConfirmAsync(order, key);

        var other = await pg.ConfirmAsync(order with { Amount = 1 }, key);
        var again = await pg.ConfirmAsync(order, key);
        await pg.DecideAsync();

        other.Refused(422, "IDEMPOTENCY_KEY_REUSED");
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task A_key_lives_fifteen_days()
    {
        var order = await pg.AgreedAsync();
        var key = Key();
        await pg.ConfirmAsync(order, key);

        await pg.QueryAsync<int>("UPDATE toss_idempotency_keys SET created_at = created_at - INTERVAL 14 DAY");
        Assert.Equal("DONE", (await pg.ConfirmAsync(order, key)).Says());
        await pg.QueryAsync<int>("UPDATE toss_idempotency_keys SET created_at = created_at - INTERVAL 2 DAY");

        (await pg.ConfirmAsync(order, key)).Refused(400, "ALREADY_PROCESSED_PAYMENT");
    }

    [Fact]
    public async Task A_key_has_300_characters_at_most_and_is_nothing_to_a_look()
    {
        var order = await pg.AgreedAsync();
        (await pg.ConfirmAsync(order, ("Idempotency-Key", new string('k', 301)))).Refused(400, "INVALID_IDEMPOTENCY_KEY");
        var key = ("Idempotency-Key", new string('k', 300));
        Assert.Equal("IN_PROGRESS", (await pg.TossAsync(HttpMethod.Get, $"payments/{order.PaymentKey}", headers: [key])).Says());

        Assert.Equal("DONE", (await pg.ConfirmAsync(order, key)).Says());

        Assert.Equal("DONE", (await pg.TossAsync(HttpMethod.Get, $"payments/{order.PaymentKey}", headers: [key])).Says());
    }

    private static (string Name, string Value) Key() => ("Idempotency-Key", $"{Guid.NewGuid()}");
}
