using System.Net;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Commerce.Api.Tests.Access;

/// <summary>A right token lets its member in, and no other one lets anybody in anywhere.</summary>
public sealed class TokenTests(TokenShop shop) : IClassFixture<TokenShop>
{
    public static TheoryData<string> WrongKinds => [.. WrongTokens.ByKind.Keys];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_token_is_its_member()
    {
        var member = await shop.Api.AddMemberAsync(points: 300);

        var answer = await GetAsync("/api/v1/points", shop.Issuer.Of(member));

        Assert.Equal(300, answer.Data<BalanceAnswer>().Point);
    }

    [Theory]
    [MemberData(nameof(WrongKinds))]
    public async Task A_wrong_token_is_401_everywhere_and_never_data(string kind)
    {
        var token = WrongTokens.ByKind[kind](shop.Issuer);
        var guarded = shop.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null).ToList();
        Assert.NotEmpty(guarded);

        foreach (var (method, path) in guarded.SelectMany(Requests))
        {
            using var response = await shop.RespondAsync(
                method, path, headers: [("Authorization", $"Bearer {token}"), ("X-USER-ID", "demo1"), ("Accept-Language", "en")]);
            var answer = await Answer.ReadAsync(response, Ct);

            Assert.Contains("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.Select(challenge => challenge.ToString()));
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            AssertRefused(answer, path);
        }
    }

    // The header of the other mode means nothing here.
    [Fact]
    public async Task Without_a_token_the_header_says_nothing()
    {
        using var response = await shop.RespondAsync("GET", "/api/v1/points", headers: [("X-USER-ID", "demo1")]);

        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        (await Answer.ReadAsync(response, Ct)).IsProblem(
            HttpStatusCode.Unauthorized, "AUTH_001", "인증 토큰이 없거나 올바르지 않습니다.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("ORDERS profile")]
    [InlineData("operator")]
    public async Task Who_may_not_order_is_403(string scope)
    {
        using var response = await shop.RespondAsync(
            "GET", "/api/v1/points", headers: [("Authorization", $"Bearer {shop.Issuer.Of("demo1", scope)}"), ("Accept-Language", "en")]);

        Assert.Equal("Bearer error=\"insufficient_scope\"", response.Headers.WwwAuthenticate.ToString());
        (await Answer.ReadAsync(response, Ct)).IsProblem(
            HttpStatusCode.Forbidden, "AUTH_002", "The token does not have the scope that this needs (orders).");
    }

    [Theory]
    [InlineData("eleven-long")]
    [InlineData("demo1 ")]
    [InlineData("demo1\ndemo2")]
    [InlineData("회원")]
    [InlineData("")]
    public async Task A_subject_that_no_member_can_be_called_is_403(string subject)
    {
        var answer = await GetAsync("/api/v1/points", shop.Issuer.Of(subject));

        answer.IsProblem(
            HttpStatusCode.Forbidden, "AUTH_002", "The token does not name a member: the id must be 1 to 10 letters or digits.");
    }

    [Fact]
    public async Task A_member_who_has_not_joined_is_404_and_joins_under_his_own_id_alone()
    {
        var id = Stage.FreshMemberId();
        var token = shop.Issuer.Of(id);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/api/v1/users/me", token)).Status);

        var other = await JoinAsync(Stage.FreshMemberId(), token);
        other.IsProblem(HttpStatusCode.Forbidden, "AUTH_002", "memberId must be the one of your token.");
        Assert.Equal(HttpStatusCode.Unauthorized, (await JoinAsync(id, token: null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await JoinAsync(id, token)).Status);

        Assert.Equal(id, (await GetAsync("/api/v1/users/me", token)).Data<MemberAnswer>().MemberId);
    }

    [Fact]
    public async Task What_is_anothers_is_404()
    {
        var (owner, other) = (await shop.Api.AddMemberAsync(points: 5_000), await shop.Api.AddMemberAsync());
        var productId = await shop.Api.AddProductAsync(price: 1_000);
        var body = $$"""{"items":[{"productId":{{productId}},"quantity":1}],"usePoint":1000}""";
        var order = (await shop.SendAsync("POST", "/api/v1/orders", shop.Issuer.Of(owner), body)).Order;

        foreach (var (method, path, code) in new[]
        {
            ("GET", $"/api/v1/orders/{order.Id}", "ORDER_001"),
            ("POST", $"/api/v1/orders/{order.Id}/cancel", "ORDER_001"),
            ("POST", $"/api/v1/payments/{order.Payment.Id}/confirm", "PAYMENT_001"),
        })
        {
            var answer = await shop.SendAsync(method, path, shop.Issuer.Of(other), body: null);
            Assert.Equal((HttpStatusCode.NotFound, code), (answer.Status, answer.ErrorCode));
        }

        Assert.Equal(order.Id, (await GetAsync($"/api/v1/orders/{order.Id}", shop.Issuer.Of(owner))).Order.Id);
    }

    [Fact]
    public async Task An_operator_is_known_by_the_scope_or_by_the_key_and_a_member_is_none()
    {
        var (operators, members) = (shop.Issuer.Of("alice@example.com", "openid operator"), shop.Issuer.Of("demo1"));

        foreach (var path in new[] { "/api/v1/cases", "/api/v1/circuits", "/api/v1/reconciliations" })
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(path, operators)).Status);
            var byKey = await shop.SendAsync("GET", path, headers: ("X-Operator-Key", ApiFactory.OperatorKey));
            Assert.Equal(HttpStatusCode.OK, byKey.Status);
            (await GetAsync(path, members)).IsProblem(
                HttpStatusCode.Forbidden, "OPERATOR_002", "This token does not have the scope operator.");
            Assert.Equal("OPERATOR_001", (await GetAsync(path, token: null)).ErrorCode);
        }

        Assert.Contains("\"checks\"", (await GetAsync("/health", operators)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"checks\"", (await GetAsync("/health", members)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_may_be_a_list_and_may_be_called_scp()
    {
        var claims = shop.Issuer.Claims("demo1");
        claims["scope"] = new JsonArray("openid", "orders");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/v1/points", shop.Issuer.Signed(claims))).Status);

        claims.Remove("scope");
        claims["scp"] = "openid orders";
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/v1/points", shop.Issuer.Signed(claims))).Status);
    }

    [Fact]
    public async Task No_token_is_logged()
    {
        var (right, wrong) = (shop.Issuer.Of("demo1"), WrongTokens.ByKind["expired"](shop.Issuer));
        await GetAsync("/api/v1/points", right);
        await GetAsync("/api/v1/points", wrong);

        var lines = shop.Log.GetSnapshot()
            .Select(line => $"{line.Message} {line.Exception} {string.Join(' ', line.StructuredState ?? [])}")
            .ToList();

        Assert.Contains(lines, line => line.StartsWith("A token is not believed: SecurityTokenExpiredException", StringComparison.Ordinal));
        foreach (var part in right.Split('.')[1..].Concat(wrong.Split('.')[1..]))
        {
            Assert.DoesNotContain(lines, line => line.Contains(part, StringComparison.Ordinal));
        }
    }

    private static void AssertRefused(Answer answer, string path)
    {
        Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{path}: {answer.Status} {answer.Body}");
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.True(answer.ErrorCode is "AUTH_001" or "OPERATOR_001", answer.Body);
    }

    private static IEnumerable<(string Method, string Path)> Requests(RouteEndpoint endpoint)
    {
        var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.IsSimple
            && segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"));
        return endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (method, $"/{path}"));
    }

    private Task<Answer> GetAsync(string path, string? token) => shop.SendAsync("GET", path, token, body: null);

    private Task<Answer> JoinAsync(string memberId, string? token) => shop.SendAsync(
        "POST", "/api/v1/users", token,
        $$"""{"memberId":"{{memberId}}","email":"kim@example.com","birthDate":"1990-02-28","gender":"FEMALE"}""");
}
