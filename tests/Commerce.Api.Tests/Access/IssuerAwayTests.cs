using System.Net;
using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Commerce.Api.Tests.Access;

/// <summary>An issuer that cannot be asked for its keys makes no token wrong: its members are told to come again.</summary>
public sealed class IssuerAwayTests(IssuerAwayTests.Shop shop) : IClassFixture<IssuerAwayTests.Shop>
{
    public sealed class Shop(RunningApi api) : GuardedShop(api)
    {
        protected override void Guard(IWebHostBuilder builder) => builder
            .UseSetting("Auth:Mode", "Jwt")
            .UseSetting("Auth:Authority", "http://127.0.0.1:1") // Nobody listens there.
            .UseSetting("Auth:Audience", TokenIssuer.Audience);
    }

    [Fact]
    public async Task Members_are_told_to_come_again_and_nobody_else_notices()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        var authorization = ("Authorization", $"Bearer {issuer.Of("demo1")}");

        var answer = await shop.SendAsync("GET", "/api/v1/points", headers: authorization);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_001"), (answer.Status, answer.ErrorCode));
        Assert.Equal(TimeSpan.FromSeconds(5), answer.RetryAfter);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.SendAsync("GET", "/api/v1/points")).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/api/v1/brands/1", headers: authorization)).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/health", headers: authorization)).Status);
    }
}
