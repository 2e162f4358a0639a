using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>The books: a line for each approval and each cancel, page by page.</summary>
public sealed class TransactionsTests(TransactionsTests.Own pg) : IClassFixture<TransactionsTests.Own>
{
    public sealed class Own : TossSimulator;

    [Fact]
    public async Task Every_line_comes_once_in_order_however_small_the_pages()
    {
        for (var i = 0; i < 4; i++)
        {
            var order = await pg.PaidAsync();
            await pg.CancelAsync(order, 1_000);
            await pg.CancelAsync(order);
        }

        var whole = Keys(await pg.TransactionsAsync("&limit=5000"));
        var paged = new List<string>();
        var last = string.Empty;
        while (Keys(await pg.TransactionsAsync($"&limit=5&startingAfter={last}")) is { Count: > 0 } page)
        {
            paged.AddRange(page);
            last = page[^1];
        }

        Assert.Equal(whole, paged);
        Assert.True(whole.Count >= 12);
        Assert.Equal(whole.Count, whole.Distinct().Count());
    }

    [Fact]
    public async Task A_day_has_its_lines_and_no_others()
    {
        var order = await pg.PaidAsync();
        await pg.QueryAsync<int>(
            "UPDATE toss_transactions SET created_at = '2025-08-16 14:59:59.999999' WHERE payment_key = @PaymentKey",
            order); // 23:59 in Seoul.

        Assert.Equal(1, await CountAsync("startDate=2025-08-16&endDate=2025-08-16"));
        Assert.Equal(0, await CountAsync("startDate=2025-08-17&endDate=2025-08-17"));
        Assert.Equal(1, await CountAsync("startDate=2025-08-16T23:59:59&endDate=2025-08-17T00:00:00"));
        Assert.Equal(0, await CountAsync("startDate=2025-08-16T00:00:00&endDate=2025-08-16T23:59:59"));
        Assert.Equal(1, await CountAsync("startDate=2025-08-16T14:59:59%2B00:00&endDate=2025-08-16T15:00:00%2B00:00"));

        async Task<int> CountAsync(string range) => Lines(await pg.TossAsync(HttpMethod.Get, $"transactions?{range}")).Count;
    }

    [Theory]
    [InlineData("")]
    [InlineData("startDate=2025-08-16")]
    [InlineData("startDate=yesterday&endDate=today")]
    [InlineData("startDate=0001-01-01&endDate=2025-08-16")]
    [InlineData("startDate=2025-08-16&endDate=2025-08-16&limit=0")]
    [InlineData("startDate=2025-08-16&endDate=2025-08-16&limit=5001")]
    [InlineData("startDate=2025-08-16&endDate=2025-08-16&limit=many")]
    [InlineData("startDate=2025-08-16&endDate=2025-08-16&startingAfter=nothing")]
    public async Task What_is_no_range_is_an_invalid_request(string query) =>
        (await pg.TossAsync(HttpMethod.Get, $"transactions?{query}")).Refused(400, "INVALID_REQUEST");

    [Fact]
    public async Task Signs_statuses_and_refusals_are_as_the_dials_say()
    {
        var refused = await pg.AgreedAsync("REJECT_CARD_PAYMENT");
        await pg.ConfirmAsync(refused);
        var order = await pg.PaidAsync();
        await pg.CancelAsync(order);

        Assert.Equal([("DONE", 5_000), ("CANCELED", -5_000)], await OfAsync(order));
        Assert.Empty(await OfAsync(refused));
        await pg.DecideAsync("cancelLinesArePositive", "approvalLinesFollowPayment", "booksShowRefusals");
        Assert.Equal([("CANCELED", 5_000), ("CANCELED", 5_000)], await OfAsync(order));
        Assert.Equal([("ABORTED", 5_000)], await OfAsync(refused));
        await pg.DecideAsync();

        async Task<IEnumerable<(string? Status, long Amount)>> OfAsync(TossOrder order) =>
            Lines(await pg.TransactionsAsync("&limit=5000"))
                .Where(line => line.GetProperty("paymentKey").GetString() == order.PaymentKey)
                .Select(line => (line.GetProperty("status").GetString(), line.GetProperty("amount").GetInt64()));
    }

    [Fact]
    public async Task A_line_can_be_missing_and_one_can_be_too_many()
    {
        await pg.PaidAsync();
        var right = Keys(await pg.TransactionsAsync("&limit=5000"));

        await pg.DecideAsync("booksLackALine");
        var fewer = Keys(await pg.TransactionsAsync("&limit=5000"));
        await pg.DecideAsync("booksHaveALineTooMany");
        var more = Keys(await pg.TransactionsAsync("&limit=5000"));
        await pg.DecideAsync();

        Assert.Equal(right[1..], fewer);
        Assert.Equal(right, more[..^1]);
    }

    private static List<JsonElement> Lines(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.EnumerateArray()];
    }

    private static List<string> Keys(Answer answer) => [.. Lines(answer).Select(line => line.GetProperty("transactionKey").GetString()!)];
}
