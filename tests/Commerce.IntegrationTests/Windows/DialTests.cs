using System.Net;

namespace Commerce.IntegrationTests.Windows;

/// <summary>
/// What nobody outside of Toss knows for certain, either way: an order ends the same, its money is taken once, and the books agree.
/// </summary>
public sealed class DialTests(DialShop shop) : IClassFixture<DialShop>
{
    private const string ImpossibleKey = "paymentKeyHasOtherCharacters";

    private static readonly string[] OfPayments =
    [
        "orderLookupHidesUnpaid", "orderLookupShowsOldest", "paymentKeyIsLongest", "idempotencyComparesBody", "idempotencyForgetsErrors",
        "refusalKeepsPayment", "tooManyRequestsProcesses", "repeatedConfirmFindsNoSession", "otherAmountIsInvalidRequest",
        "secondCancelWithinASecondIsRefused", "repeatsHaveNewTransmissionId", "closedWindowNamesOrder",
    ];

    private static readonly string[] OfBooks = ["cancelLinesArePositive", "approvalLinesFollowPayment", "booksShowRefusals"];
    private static readonly string[] Faulty = ["booksLackALine", "booksHaveALineTooMany"];

    private readonly WindowFlows _flows = new(shop);

    public static TheoryData<string> Harmless() => ["none", .. OfPayments, .. OfBooks];

    [Fact]
    public async Task Every_dial_that_there_is_has_its_case() => Assert.Equal(
        (await shop.DialNamesAsync()).Order(StringComparer.Ordinal),
        new[] { [ImpossibleKey], OfPayments, OfBooks, Faulty }.SelectMany(dials => dials).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task An_order_ends_the_same_and_is_charged_once_and_the_books_agree(string dial)
    {
        string key;
        await using (await shop.WithDialAsync(dial == "none" ? null : dial))
        {
            // The fault of a lost answer that the dial is about, where it is about one.
            var lost = dial == "tooManyRequestsProcesses" ? "too-many-requests" : "error-after-accept";
            var approved = _flows.ApprovedAsync();
            await Task.WhenAll(approved, _flows.RefusedOnceAsync(), _flows.AnswerLostAsync(lost), _flows.CancelledAsync());
            key = await approved;
            await AgreeAsync(key);
        }

        await AgreeAsync(key);
        Assert.Empty(await shop.NewBreachesAsync());
    }

    [Fact]
    public async Task A_key_with_other_characters_is_refused_before_anything_is_sent_and_the_order_waits()
    {
        var order = await shop.PlaceAsync();
        await using (await shop.WithDialAsync(ImpossibleKey))
        {
            var answer = await shop.PayAsync(order, "approved");

            Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
            Assert.Equal("PENDING", (await shop.OrderAsync(order.Id)).Status);
            Assert.Equal(0, await shop.CapturesAsync(order.Id));
        }

        await shop.PayAsync(await shop.RenewAsync(order.Id), "approved");

        await _flows.CompletedAsync(order.Id);
        Assert.Empty(await shop.NewBreachesAsync());
    }

    [Theory]
    [InlineData("idempotencyForgetsErrors", true)]
    [InlineData(null, false)]
    public async Task A_confirm_that_met_an_error_is_paid_in_the_same_attempt_or_in_the_next_one(string? dial, bool isSame)
    {
        await using var turned = await shop.WithDialAsync(dial);
        await shop.ScriptAsync("refused"); // 500, and nothing was processed.
        var order = await shop.PlaceAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await shop.PayAsync(order, "approved")).Status);
        if (!isSame)
        {
            // The error is told again under the same idempotency key, until the gateway's own clock ends the attempt.
            await shop.UntilAsync(order.Id, read => read.Payment.Status == "FAILED");
            await shop.PayAsync(await shop.RenewAsync(order.Id), "approved");
        }

        await _flows.CompletedAsync(order.Id);
        Assert.Empty(await shop.NewBreachesAsync());
    }

    [Fact]
    public async Task A_line_too_many_in_the_books_is_the_only_break_and_never_passes_for_equal_books()
    {
        var cancelled = await _flows.CancelledAsync();
        await using var turned = await shop.WithDialAsync("booksHaveALineTooMany");
        var afterCancel = await shop.Books.CompareAsync(await shop.DayOfAsync(cancelled));
        var key = await _flows.ApprovedAsync();

        var found = Assert.Single((await shop.Books.ComparedAsync(await shop.DayOfAsync(key))).Breaks!);

        Assert.Equal(("MISSING_HERE", "PAYMENT"), (found.Kind, found.Type));
        Assert.NotEqual(key, found.TransactionKey);
        Assert.Equal((HttpStatusCode.BadGateway, "RECONCILIATION_002"), (afterCancel.Status, afterCancel.ErrorCode));
    }

    [Fact]
    public async Task A_payment_that_the_books_of_its_day_lack_is_a_break_although_a_look_still_shows_it()
    {
        var day = await shop.DayOfAsync(await _flows.ApprovedAsync());
        var whole = await shop.Books.ComparedAsync(day);
        await using var turned = await shop.WithDialAsync("booksLackALine");

        var lacking = await shop.Books.ComparedAsync(day);

        Assert.Equal((whole.PgLines - 1, 1), (lacking.PgLines, lacking.BreakCount));
        Assert.Equal("MISSING_AT_PG", Assert.Single(lacking.Breaks!).Kind);
    }

    private async Task AgreeAsync(string key)
    {
        var run = await shop.Books.ComparedAsync(await shop.DayOfAsync(key));
        Assert.Empty(run.Breaks!);
        Assert.Equal((0, run.Ours), (run.Unsettled, run.Pg));
        Assert.True(run.Pg is { Captured: > 0, Cancelled: > 0 });
    }
}
