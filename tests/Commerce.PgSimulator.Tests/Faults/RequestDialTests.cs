using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

/// <summary>Each dial of the payment request, set to 1, brings about its own fault and no other.</summary>
public sealed class RequestDialTests(RequestDialTests.OwnDials pg) : IClassFixture<RequestDialTests.OwnDials>, IAsyncLifetime
{
    private const int SlowMs = 1_500;
    private const string Fate = """
        SELECT IF(p.status = 'PENDING', IF(a.due_at IS NULL, 'PENDING for ever', CONCAT('PENDING for ', TIMESTAMPDIFF(SECOND, p.created_at, a.due_at), ' s')),
                  CONCAT(p.status, ' ', p.reason))
        FROM payments p JOIN approvals a USING (transaction_key) WHERE p.order_id = @orderId
        """;

    private readonly string _orderId = $"order-{Guid.NewGuid():N}";

    public sealed class OwnDials() : Simulator(("Faults:SlowAnswerMs", $"{SlowMs}"), ("Faults:LateMs", "600000"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await pg.TurnAsync("{}");

    [Theory]
    [InlineData("callbackDropRate", "200", "SUCCESS 정상 승인되었습니다.")] // Not one of the request: all goes well.
    [InlineData("refuseRate", "500", null)]
    [InlineData("tooManyRequestsRate", "429", null)]
    [InlineData("cutRate", "cut", null)]
    [InlineData("errorAfterAcceptRate", "500", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("notFoundAfterAcceptRate", "404 and half a document", "SUCCESS 정상 승인되었습니다.")] // A proxy's page is none at all.
    [InlineData("timeoutAfterAcceptRate", "408 and half a document", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("conflictAfterAcceptRate", "409", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("slowRate", "200 late", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("dripRate", "200 in drops", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("malformedRate", "200 and half a document", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("wrongKeyRate", "200 with a key that is not known", "SUCCESS 정상 승인되었습니다.")]
    [InlineData("limitExceededRate", "200", "FAILED 한도초과입니다. 다른 카드를 선택해주세요.")]
    [InlineData("invalidCardRate", "200", "FAILED 잘못된 카드입니다. 다른 카드를 선택해주세요.")]
    [InlineData("neverRate", "200", "PENDING for ever")]
    [InlineData("lateRate", "200", "PENDING for 600 s")]
    public async Task A_dial_at_1_is_its_fault(string dial, string answer, string? fate)
    {
        await pg.TurnAsync($$"""{"{{dial}}":1}""");

        var seen = await AnswerAsync();

        Assert.Equal((answer, fate), (seen, await FateAsync()));
    }

    [Theory]
    [InlineData("hangRate", false)]
    [InlineData("noAnswerRate", true)]
    public async Task A_dial_at_1_is_silence(string dial, bool isStored)
    {
        await pg.TurnAsync($$"""{"{{dial}}":1}""");
        using var decisions = new Decisions();
        using var trace = new Activity(dial) { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var answer = AnswerAsync();
        var traceId = trace.TraceId;
        await Until.TrueAsync(() => Task.FromResult(decisions.Of(traceId).Any()));
        trace.Stop();

        await pg.TurnAsync("{}");
        await pg.ConcludedAsync((await pg.PayAsync()).TransactionKey);

        Assert.False(answer.IsCompleted); // A whole payment later.
        Assert.Equal(isStored ? "SUCCESS 정상 승인되었습니다." : null, await FateAsync());
    }

    [Fact]
    public async Task The_dial_of_kept_twice_at_1_makes_two_payments_of_one_request()
    {
        await pg.TurnAsync("""{"keptTwiceRate":1}""");

        Assert.Equal("200", await AnswerAsync());
        Assert.Equal(2, (await pg.GetAsync($"/api/v1/payments?orderId={_orderId}")).Data.GetProperty("transactions").GetArrayLength());
    }

    private async Task<string> AnswerAsync()
    {
        var body = JsonSerializer.Serialize(
            new
            {
                orderId = _orderId,
                cardType = "KB",
                cardNo = "1234-5678-9814-1451",
                amount = 5_000,
                callbackUrl = pg.Merchant.CallbackUrl(_orderId)
            });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments")
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-USER-ID", "135135");
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            using var response = await pg.Http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            var headers = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var whole = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            var content = headers >= SlowMs - 20 ? " late" : whole >= SlowMs / 2 ? " in drops" : await ContentAsync(text);
            return $"{(int)response.StatusCode}{content}";
        }
        catch (HttpRequestException)
        {
            return "cut";
        }
    }

    private async Task<string> ContentAsync(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var isKnown = !document.RootElement.TryGetProperty("data", out var data)
                || (await pg.GetAsync($"/api/v1/payments/{data.GetProperty("transactionKey").GetString()}")).Status == 200;
            return isKnown ? "" : " with a key that is not known";
        }
        catch (JsonException)
        {
            return " and half a document";
        }
    }

    // Null when nothing is stored. What is due at once is waited for.
    private Task<string?> FateAsync() => Until.TrueAsync(
        () => pg.QueryAsync<string>(Fate, new { orderId = _orderId }), fate => fate != "PENDING for 0 s");
}
