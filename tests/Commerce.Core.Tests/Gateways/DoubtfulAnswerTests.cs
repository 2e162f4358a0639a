using System.Globalization;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways;

/// <summary>
/// Answers that are neither a yes nor a documented no: the PG may have kept the payment, so it is asked, and nothing is sent again on
/// the strength of one look that found nothing (I1).
/// </summary>
public sealed class DoubtfulAnswerTests : IAsyncDisposable
{
    private static readonly GatewayRequest Request = new(
        new MemberId("demo1"), PaymentId: 7, OrderId: 1, Card.Parse("SAMSUNG", "1234-5678-9814-1451"), Amount: 5_000);

    private readonly FakePg _pg = FakePg.Start();

    public static TheoryData<string> Doubtful =>
    [
        "404 html",
        "404",
        "408",
        "408 html",
        "409",
        "425",
        "429",
        "500",
        "502 html",
        "301",
        "400 html",
        "400 nothing",
        "402 without envelope",
        "422 html",
    ];

    public ValueTask DisposeAsync() => _pg.DisposeAsync();

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task What_was_kept_and_badly_answered_is_found(string answer)
    {
        _pg.OnCreate(request =>
        {
            _pg.Books.Keep(request, "kept");
            return Answer(answer);
        });

        Assert.Equal(new GatewayResult.Accepted(new TransactionKey("kept")), await RequestAsync());
        Assert.Single(_pg.Creates);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task What_is_not_found_at_once_is_unknown_and_not_sent_again(string answer)
    {
        _pg.OnCreate(Answer(answer));

        Assert.IsType<GatewayResult.Unknown>(await RequestAsync());
        Assert.Single(_pg.Creates);
    }

    [Fact]
    public async Task A_payment_that_lookups_do_not_show_yet_is_captured_once()
    {
        _pg.Books.HideFor(looks: 3);
        _pg.OnEveryCreate(request =>
        {
            _pg.Books.Keep(request);
            return FakePgAnswer.Fail(500, "busy");
        });

        Assert.IsType<GatewayResult.Unknown>(await RequestAsync());
        Assert.Single(_pg.Books.All);
    }

    [Fact]
    public async Task A_proxys_404_to_a_lookup_is_no_absence()
    {
        _pg.OnCreate(FakePgAnswer.Fail(500, "busy")).OnLookup(_ => FakePgAnswer.Html(404));

        Assert.IsType<GatewayResult.Unknown>(await RequestAsync(("Pg:HonoursIdempotencyKey", "true")));
        Assert.Single(_pg.Creates);
    }

    [Fact]
    public async Task A_pg_that_is_gone_after_a_500_was_reached_all_the_same()
    {
        _pg.OnCreate(FakePgAnswer.Fail(500, "busy", ("Connection", "close"))).OnFindByOrder(_ =>
        {
            _pg.Vanish();
            return FakePgAnswer.Fail(404, "none", ("Connection", "close"));
        });

        Assert.IsType<GatewayResult.Refused>(await RequestAsync(("Pg:HonoursIdempotencyKey", "true")));
    }

    private static FakePgAnswer Answer(string name) => name.Split(' ', 2) switch
    {
        [var status, "html"] => FakePgAnswer.Html(Number(status)),
        [var status, "nothing"] => FakePgAnswer.Json(Number(status), string.Empty),
        [var status, "without envelope"] => FakePgAnswer.Json(Number(status), """{"message":"no"}"""),
        [var status] => FakePgAnswer.Fail(Number(status), "no"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static int Number(string status) => int.Parse(status, CultureInfo.InvariantCulture);

    private async Task<GatewayResult> RequestAsync(params (string Key, string Value)[] settings)
    {
        using var host = new GatewayHost(_pg.Address, settings);
        return await host.First.RequestAsync(Request, TestContext.Current.CancellationToken);
    }
}
