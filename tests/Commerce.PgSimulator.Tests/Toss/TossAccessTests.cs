using Commerce.PgSimulator.Tests.Hosting;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Tests.Toss;

public sealed class TossAccessTests(TossAccessTests.Own pg, TossAccessTests.Limited limited)
    : IClassFixture<TossAccessTests.Own>, IClassFixture<TossAccessTests.Limited>
{
    private const string Body = """{"paymentKey":"made-up","orderId":"order-1","amount":100}""";

    public sealed class Own : TossSimulator;

    public sealed class Limited() : TossSimulator(("Toss:RequestsPerMinute", "3"));

    public static TheoryData<string> Codes =>
        [.. TossErrors.OfConfirm.Concat(CancelErrors.All).Select(error => error.Code).Distinct()];

    [Theory]
    [InlineData("test_sk_of_nobody:", 401, "UNAUTHORIZED_KEY")]
    [InlineData("test_ck_of_the_tests:", 400, "INVALID_API_KEY")]
    [InlineData("test_sk_of_the_tests", 403, "INCORRECT_BASIC_AUTH_FORMAT")]
    [InlineData("test_sk_of_the_tests:password", 403, "INCORRECT_BASIC_AUTH_FORMAT")]
    [InlineData(":", 403, "INCORRECT_BASIC_AUTH_FORMAT")]
    public async Task Only_the_secret_key_without_a_password_comes_in(string credentials, int status, string code) =>
        (await pg.TossAsync(credentials, HttpMethod.Post, "payments/confirm", Body)).Refused(status, code);

    [Fact]
    public async Task Without_any_key_nobody_comes_in() => Assert.Equal(
        "INCORRECT_BASIC_AUTH_FORMAT", (await pg.GetAsync("/toss/v1/payments/made-up")).Says());

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_test_code_gives_its_error_before_anything_is_looked_at(string code) =>
        (await pg.TossAsync(HttpMethod.Post, "payments/confirm", Body, ("TossPayments-Test-Code", code)))
            .Refused(TossErrors.Named(code).Status, code);

    [Fact]
    public async Task A_test_code_that_there_is_not_is_told() =>
        (await pg.TossAsync(HttpMethod.Post, "payments/confirm", Body, ("TossPayments-Test-Code", "REJECT_CARD")))
            .Refused(400, "INVALID_TEST_CODE");

    [Fact]
    public async Task Messages_are_Korean_or_English()
    {
        var korean = await pg.TossAsync(HttpMethod.Post, "payments/confirm", Body);
        var english = await pg.TossAsync(HttpMethod.Post, "payments/confirm", Body, ("Accept-Language", "en-US"));

        Assert.Equal("존재하지 않는 결제 정보 입니다.", korean.Json.GetProperty("message").GetString());
        Assert.Equal("There is no such payment.", english.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Every_answer_has_a_trace_id()
    {
        using var answer = await pg.Http.GetAsync("/toss/v1/nowhere", TestContext.Current.CancellationToken);

        Assert.NotEqual("", answer.Headers.GetValues("X-TossPayments-Trace-Id").Single());
        Assert.Equal(403, (int)answer.StatusCode);
        (await pg.TossAsync(HttpMethod.Get, "nowhere")).Refused(404, "NOT_FOUND");
        (await pg.TossAsync(HttpMethod.Get, "payments/made-up/cancel")).Refused(405, "NOT_ALLOWED_METHOD");
    }

    [Fact]
    public async Task Each_call_has_a_limit_of_its_own()
    {
        for (var i = 0; i < 3; i++)
        {
            (await limited.TossAsync(HttpMethod.Get, $"payments/made-up-{i}")).Refused(404, "NOT_FOUND_PAYMENT");
        }

        var over = new List<Answer>();
        for (var i = 0; i < 4; i++) // A minute may end in between, but not twice.
        {
            over.Add(await limited.TossAsync(HttpMethod.Get, "payments/made-up"));
        }

        Assert.Contains(over, answer => answer is { Status: 429 } && answer.Says() == "TOO_MANY_REQUESTS");
        Assert.Equal(404, (await limited.TossAsync(HttpMethod.Get, "payments/orders/order-1")).Status);
    }
}
