using System.Net;

namespace Commerce.IntegrationTests.Windows;

/// <summary>
/// What nobody outside of Toss knows for certain, either way: an order ends the same, its money is taken once, and the books agree.
/// </summary>
public sealed class DialTests(DialShop shop) : IClassFixture<DialShop>
{
    private const string Off = "none";
    private const string ImpossibleKey = "paymentKeyHasOtherCharacters";
    private const string SecondCancel = "secondCancelWithinASecondIsRefused";

    private static readonly string[] OfPayments =
    [
        "orderLookupHidesUnpaid", "orderLookupShowsOldest", "paymentKeyIsLongest", "refusalKeepsPayment", "tooManyRequestsProcesses",
        "otherAmountIsInvalidRequest", "repeatsHaveNewTransmissionId", "closedWindowNamesOrder",
    ];

    private static readonly string[] OfRepeats = ["idempotencyComparesBody", "idempotencyForgetsErrors", "repeatedConfirmFindsNoSession"];
    private static readonly string[] OfBooks = ["cancelLinesArePositive", "approvalLinesFollowPayment", "booksShowRefusals"];
    private static readonly string[] Faulty = ["booksLackALine", "booksHaveALineTooMany"];

    private readonly WindowFlows _flows = new(shop);

    public static TheoryData<string> Harmless() => [Off, .. OfPayments, .. OfBooks];

    [Fact]
    public async Task Every_dial_that_there_is_has_its_case() => Assert.Equal(
        (await shop.DialNamesAsync()).Order(StringComparer.Ordinal),
        Enumerable.Order([ImpossibleKey, SecondCancel, .. OfPayments, .. OfRepeats, .. OfBooks, .. Faulty], StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task An_order_ends_the_same_and_is_charged_once_and_the_books_agree(string dial)
    {
        string key;
        await using (await shop.WithDialsAsync(dial == Off ? [] : [dial]))
        {
            var approved = _flows.ApprovedAsync();
            await Task.WhenAll([approved, _flows.CancelledAsync(), .. FlowsThatMeet(dial)]);
            key = await approved;
            await AgreeAsync(key);
        }

        await AgreeAsync(key);
        Assert.Empty(await shop.NewBreachesAsync());
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(SecondCancel, 5)]
    public async Task What_is_left_after_a_part_was_given_back_in_the_console_goes_back_once(string? dial, int days)
    {
        await using var turned = await shop.WithDialsAsync(dial is null ? [] : [dial]);
        var (orderId, key) = await _flows.CancelledAfterAPartAsync(isRefused: dial is not null);
        Assert.Empty(await shop.NewBreachesAsync());
        await shop.MoveToEarlierAsync(orderId, key, days);

        var run = await shop.Books.ComparedAsync(await shop.DayOfAsync(key));

        // The parts are no lines of ours; that is all there is to tell.
        Assert.All(run.Breaks!, found => Assert.Equal((key, "CANCEL"), (found.TransactionKey, found.Type)));
        Assert.Equal((3, run.Pg.Captured, 0), (run.PgLines, run.Ours.Captured, run.Ours.Net));
    }

    [Theory]
    [InlineData]
    [InlineData("idempotencyComparesBody", "repeatedConfirmFindsNoSession")]
    public async Task A_confirm_that_is_sent_again_after_the_money_was_taken_takes_none_and_hides_none(params string[] dials)
    {
        await using var turned = await shop.WithDialsAsync(dials);

        await _flows.ConfirmedAgainAsync();

        Assert.Empty(await shop.NewBreachesAsync());
    }

    [Fact]
    public async Task A_key_with_other_characters_is_refused_before_anything_is_sent_and_the_order_waits()
    {
        var order = await shop.PlaceAsync();
        await using (await shop.WithDialsAsync(ImpossibleKey))
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
        await using var turned = await shop.WithDialsAsync(dial is null ? [] : [dial]);
        await shop.ScriptAsync("refused"); // 500, and nothing was processed.
        var order = await shop.PlaceAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await shop.PayAsync(order, "approved")).Status);
        if (!isSame)
        {
            // The error is told again under the same idempotency key, until the gateway's own clock ends the attempt.
            await shop.ConfirmedAgainAsync(order.Id);
            await shop.ExpireAsync(order.Id);
            await _flows.PaidInTheNextAttemptAsync(order.Id);
        }

        await _flows.CompletedAsync(order.Id);
        Assert.Empty(await shop.NewBreachesAsync());
    }

    [Fact]
    public async Task A_line_too_many_in_the_books_is_the_only_break_and_never_passes_for_equal_books()
    {
        var cancelled = await _flows.CancelledAsync();
        await using var turned = await shop.WithDialsAsync("booksHaveALineTooMany");
        var afterCancel = await shop.Books.ComparedAsync(await shop.DayOfAsync(cancelled));
        var key = await _flows.ApprovedAsync();

        var found = Assert.Single((await shop.Books.ComparedAsync(await shop.DayOfAsync(key))).Breaks!);

        Assert.Equal(("MISSING_HERE", "PAYMENT"), (found.Kind, found.Type));
        Assert.NotEqual(key, found.TransactionKey);
        Assert.Equal("MISSING_HERE", Assert.Single(afterCancel.Breaks!).Kind);
    }

    [Fact]
    public async Task A_payment_that_the_books_of_its_day_lack_is_a_break_although_a_look_still_shows_it()
    {
        var day = await shop.DayOfAsync(await _flows.ApprovedAsync());
        var whole = await shop.Books.ComparedAsync(day);
        await using var turned = await shop.WithDialsAsync("booksLackALine");

        var lacking = await shop.Books.ComparedAsync(day);

        Assert.Equal((whole.PgLines - 1, 1), (lacking.PgLines, lacking.BreakCount));
        Assert.Equal("MISSING_AT_PG", Assert.Single(lacking.Breaks!).Kind);
    }

    // Each dial meets what it changes; with none, all of them do.
    private IEnumerable<Task> FlowsThatMeet(string dial) => dial switch
    {
        Off =>
        [
            _flows.RefusedOnceAsync(), _flows.AnswerLostAsync("error-after-accept"), _flows.ClosedAsync(isNamed: false),
            _flows.NameTakenAsync(showsOther: true), _flows.WebhookRepeatedAsync(),
        ],
        "orderLookupHidesUnpaid" or "orderLookupShowsOldest" => [_flows.NameTakenAsync(showsOther: false)],
        "refusalKeepsPayment" or "booksShowRefusals" => [_flows.RefusedOnceAsync()],
        "tooManyRequestsProcesses" => [_flows.AnswerLostAsync("too-many-requests")],
        "repeatsHaveNewTransmissionId" => [_flows.WebhookRepeatedAsync()],
        "closedWindowNamesOrder" => [_flows.ClosedAsync(isNamed: true)],
        _ => [], // It changes what any order meets.
    };

    private async Task AgreeAsync(string key)
    {
        var run = await shop.Books.ComparedAsync(await shop.DayOfAsync(key));
        Assert.Empty(run.Breaks!);
        Assert.Equal((0, run.Ours), (run.Unsettled, run.Pg));
        Assert.True(run.Pg is { Captured: > 0, Cancelled: > 0 });
    }
}
