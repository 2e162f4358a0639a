namespace Commerce.PgSimulator.Tests.Toss;

public sealed class TossCancelTests(TossCancelTests.Own pg) : IClassFixture<TossCancelTests.Own>
{
    public sealed class Own : TossSimulator;

    [Fact]
    public async Task Without_an_amount_all_goes_back()
    {
        var order = await pg.PaidAsync();

        var answer = await pg.CancelAsync(order, refundable: 5_000);

        Assert.Equal((200, "CANCELED"), (answer.Status, answer.Says()));
        Assert.Equal(0, answer.Json.GetProperty("balanceAmount").GetInt64());
        Assert.Equal(5_000, answer.Json.GetProperty("totalAmount").GetInt64());
        var cancel = answer.Json.GetProperty("cancels")[0];
        Assert.Equal(5_000, cancel.GetProperty("cancelAmount").GetInt64());
        Assert.Equal(0, cancel.GetProperty("refundableAmount").GetInt64());
        Assert.Equal(answer.Json.GetProperty("lastTransactionKey").GetString(), cancel.GetProperty("transactionKey").GetString());
        (await pg.CancelAsync(order)).Refused(400, "ALREADY_CANCELED_PAYMENT");
        (await pg.ConfirmAsync(order)).Refused(400, "ALREADY_PROCESSED_PAYMENT");
    }

    [Fact]
    public async Task Parts_go_back_until_nothing_is_left()
    {
        var order = await pg.PaidAsync();

        Assert.Equal("PARTIAL_CANCELED", (await pg.CancelAsync(order, 1_000)).Says());
        (await pg.CancelAsync(order, 4_001)).Refused(403, "NOT_CANCELABLE_AMOUNT");
        (await pg.CancelAsync(order, 1_000, refundable: 5_000)).Refused(400, "NOT_MATCHES_REFUNDABLE_AMOUNT");
        var last = await pg.CancelAsync(order, refundable: 4_000);

        Assert.Equal("PARTIAL_CANCELED", last.Says()); // The balance says that it is all.
        Assert.Equal(0, last.Json.GetProperty("balanceAmount").GetInt64());
        Assert.Equal([1_000, 4_000], last.Json.GetProperty("cancels").EnumerateArray().Select(
            cancel => cancel.GetProperty("cancelAmount").GetInt64()));
    }

    [Fact]
    public async Task Twenty_at_once_never_give_back_more_than_was_taken()
    {
        var order = await pg.PaidAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pg.CancelAsync(order, 1_000)));

        Assert.Equal(5, answers.Count(answer => answer.Status == 200));
        Assert.Equal(0, (await pg.LookAsync(order)).Json.GetProperty("balanceAmount").GetInt64());
    }

    [Fact]
    public async Task What_was_never_taken_cannot_be_given_back()
    {
        (await pg.CancelAsync(await pg.OpenAsync())).Refused(403, "NOT_CANCELABLE_PAYMENT");
        (await pg.CancelAsync(await pg.AgreedAsync())).Refused(403, "NOT_CANCELABLE_PAYMENT");
        (await pg.CancelAsync(new TossOrder("made-up", "order-1", 1))).Refused(404, "NOT_FOUND_PAYMENT");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"cancelReason":""}""")]
    [InlineData("""{"cancelReason":"why","cancelAmount":0}""")]
    [InlineData("""{"cancelReason":"why","cancelAmount":-1}""")]
    [InlineData("""{"cancelReason":"why","cancelAmount":1.5}""")]
    [InlineData("""{"cancelReason":"why","refundableAmount":"5000"}""")]
    public async Task What_is_no_cancel_is_an_invalid_request(string body) =>
        (await pg.TossAsync(HttpMethod.Post, "payments/made-up/cancel", body)).Refused(400, "INVALID_REQUEST");

    [Fact]
    public async Task A_reason_has_200_characters_at_most() => (await pg.TossAsync(
        HttpMethod.Post, "payments/made-up/cancel", $$"""{"cancelReason":"{{new string('w', 201)}}"}""")).Refused(400, "INVALID_REQUEST");
}
