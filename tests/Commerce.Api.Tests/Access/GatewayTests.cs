using System.Net;
using System.Net.Sockets;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Access;

/// <summary>In Production, what a request says of itself counts from the gateway alone, and each caller has so much and no more.</summary>
public sealed class GatewayTests(GatewayShop shop) : IClassFixture<GatewayShop>
{
    private const string Callback = "/api/v1/payments/callback";
    private const string Body = """{"transactionKey":"20260101:TR:elsewhere","status":"SUCCESS"}""";

    private static readonly string[] Signed = ["webhook-id", "webhook-timestamp", "webhook-signature"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/checkout/1")]
    [InlineData("/checkout/checkout.js")]
    public async Task The_page_to_try_a_payment_window_with_is_of_development_alone(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await shop.SendAsync("GET", path, from: GatewayShop.Gateway)).Status);

    [Fact]
    public async Task The_gateways_header_is_believed_and_nobody_elses()
    {
        var member = await shop.Api.AddMemberAsync();

        var behind = await shop.SendAsync("GET", "/api/v1/points", from: GatewayShop.Gateway, headers: ("X-USER-ID", member));
        Assert.Equal(HttpStatusCode.OK, behind.Status);

        // What X-Forwarded-For says is not where the connection comes from.
        using var past = await shop.RespondAsync(
            "GET", "/api/v1/points", from: "127.0.0.9", headers: [("X-USER-ID", member), ("X-Forwarded-For", GatewayShop.Gateway)]);
        Assert.Equal("Gateway header=\"X-USER-ID\"", past.Headers.WwwAuthenticate.ToString());
        (await Answer.ReadAsync(past, Ct)).IsProblem(HttpStatusCode.Unauthorized, "AUTH_001", "인증 토큰이 없거나 올바르지 않습니다.");
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await shop.SendAsync("POST", "/api/v1/users", body: "{}", from: "127.0.0.9")).Status);
    }

    [Theory]
    [InlineData("127.0.0.9", null)]
    [InlineData("127.0.0.9", "198.51.100.7")]
    [InlineData(GatewayShop.Gateway, null)]
    [InlineData(GatewayShop.Gateway, "203.0.113.9")]
    [InlineData(GatewayShop.Gateway, "198.51.100.7, 203.0.113.9")]
    public async Task A_callback_from_elsewhere_is_403_and_leaves_nothing(string from, string? forwardedFor)
    {
        var before = await CallbacksAsync();
        var headers = SignedHeaders.Of(Body, RunningApi.CallbackSecret);

        var answer = await shop.SendAsync("POST", Callback, Body, from, [.. Signature(headers), .. Forwarded(forwardedFor)]);

        answer.IsProblem(HttpStatusCode.Forbidden, "CALLBACK_002", "이 주소에서 온 콜백은 받지 않습니다.");
        Assert.Equal(before, await CallbacksAsync());
    }

    [Theory]
    [InlineData(GatewayShop.Pg, null)]
    [InlineData(GatewayShop.Gateway, "198.51.100.7")]
    [InlineData(GatewayShop.Gateway, "203.0.113.9, 198.51.100.7")]
    public async Task A_callback_of_the_pg_is_looked_at(string from, string? forwardedFor)
    {
        var signed = SignedHeaders.Of(Body, RunningApi.CallbackSecret);

        var answer = await shop.SendAsync("POST", Callback, Body, from, [.. Signature(signed), .. Forwarded(forwardedFor)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("CALLBACK_001", (await shop.SendAsync("POST", Callback, Body, from, [.. Forwarded(forwardedFor)])).ErrorCode);
    }

    [Fact]
    public async Task A_callback_from_elsewhere_is_refused_before_its_body_is_there()
    {
        Assert.SkipUnless(shop.Api.HasServer, "No database server.");
        using var socket = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, shop.Port, Ct);
        var stream = socket.GetStream();

        await stream.WriteAsync("POST /api/v1/payments/callback HTTP/1.1\r\nHost: shop\r\nContent-Length: 60000\r\n\r\n"u8.ToArray(), Ct);
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 403", await reader.ReadLineAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_asks_too_often_is_429_and_others_are_not()
    {
        var (eager, patient) = (await shop.Api.AddMemberAsync(), await shop.Api.AddMemberAsync());

        var answers = await ManyAsync(2 * GatewayShop.MemberPerMinute, () => PointsAsync(eager));

        AssertLimited(answers, HttpStatusCode.OK, GatewayShop.MemberPerMinute);
        Assert.Equal(HttpStatusCode.OK, (await PointsAsync(patient)).Status);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_429_and_others_are_not()
    {
        var answers = await ManyAsync(
            2 * GatewayShop.AddressPerMinute, () => shop.SendAsync("GET", "/api/v1/brands/1", from: "127.0.0.10"));

        AssertLimited(answers, HttpStatusCode.OK, GatewayShop.AddressPerMinute);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/api/v1/brands/1", from: "127.0.0.11")).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/alive", from: "127.0.0.10")).Status); // Probes have no limit.
    }

    [Fact]
    public async Task An_address_that_guesses_too_often_is_429_and_the_right_key_passes_all_the_same()
    {
        var answers = await ManyAsync(3 * GatewayShop.FailedLoginsPerMinute, () => CasesAsync("a guess of thirty-two characters"));

        AssertLimited(answers, HttpStatusCode.Unauthorized, GatewayShop.FailedLoginsPerMinute);
        Assert.Equal(HttpStatusCode.OK, (await CasesAsync(ApiFactory.OperatorKey)).Status);
    }

    [Theory]
    [InlineData("/api/v1/points", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/circuits", HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/alive", HttpStatusCode.OK)]
    public async Task Every_answer_has_the_headers_and_https_keeps_to_https(string path, HttpStatusCode status)
    {
        using var plain = await shop.RespondAsync("GET", path, from: "127.0.0.12", headers: ("X-Forwarded-Proto", "https"));
        using var secure = await shop.RespondAsync("GET", path, from: GatewayShop.Gateway, headers: ("X-Forwarded-Proto", "https"));

        Assert.Equal(status, plain.StatusCode);
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(["nosniff"], plain.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["max-age=31536000"], secure.Headers.GetValues("Strict-Transport-Security"));
    }

    [Fact]
    public async Task What_is_inside_is_for_operators()
    {
        var outside = await shop.SendAsync("GET", "/health", from: "127.0.0.13");
        var inside = await shop.SendAsync("GET", "/health", from: "127.0.0.13", headers: ("X-Operator-Key", ApiFactory.OperatorKey));

        Assert.Equal("""{"status":"Healthy"}""", outside.Body);
        Assert.Contains("\"checks\"", inside.Body, StringComparison.Ordinal);
        Assert.Equal("OPERATOR_001", (await shop.SendAsync("GET", "/api/v1/circuits", from: "127.0.0.13")).ErrorCode);
    }

    [Fact]
    public async Task A_proxy_that_nobody_has_named_is_told_once()
    {
        await shop.SendAsync("GET", "/alive", from: "127.0.0.14", headers: ("X-Forwarded-For", "198.51.100.7"));
        await shop.SendAsync("GET", "/alive", from: "127.0.0.15", headers: ("X-Forwarded-For", "198.51.100.7"));

        Assert.Single(shop.Log.GetSnapshot(), line => line.Id.Id == 1003);
    }

    private static void AssertLimited(Answer[] answers, HttpStatusCode otherwise, int most)
    {
        var limited = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.All(answers.Except(limited), answer => Assert.Equal(otherwise, answer.Status));
        Assert.True(answers.Length - limited.Count >= most, $"{answers.Length - limited.Count} were let in");
        Assert.NotEmpty(limited);
        Assert.All(limited, answer => answer.IsProblem(
            HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS", "요청이 너무 많습니다. 잠시 후 다시 시도해 주세요."));
        Assert.All(limited, answer => Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
    }

    private static Task<Answer[]> ManyAsync(int count, Func<Task<Answer>> send) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => send()));

    private static IEnumerable<(string, string)> Forwarded(string? forwardedFor) =>
        forwardedFor is null ? [] : [("X-Forwarded-For", forwardedFor)];

    private static IEnumerable<(string, string)> Signature(Commerce.Core.Gateways.CallbackHeaders headers) =>
        Signed.Select(name => (name, headers[name]!));

    private Task<int> CallbacksAsync() => shop.Api.InDatabaseAsync(
        db => Task.FromResult(db.Callbacks.Count(c => c.TransactionKey == "20260101:TR:elsewhere")));

    private Task<Answer> PointsAsync(string member) =>
        shop.SendAsync("GET", "/api/v1/points", from: GatewayShop.Gateway, headers: ("X-USER-ID", member));

    private Task<Answer> CasesAsync(string key) =>
        shop.SendAsync("GET", "/api/v1/cases", from: "127.0.0.16", headers: ("X-Operator-Key", key));
}
