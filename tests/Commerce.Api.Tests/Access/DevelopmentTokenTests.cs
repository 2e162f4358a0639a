using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Commerce.Api.Tests.Access;

/// <summary>Tokens of <c>dotnet user-jwts</c>, which keeps its secret where Development reads it, are right beside the issuer's.</summary>
public sealed class DevelopmentTokenTests(DevelopmentTokenTests.Shop shop) : IClassFixture<DevelopmentTokenTests.Shop>
{
    private const string Audience = "http://localhost:8080";
    private const string Issuer = "dotnet-user-jwts";

    public sealed class Shop(RunningApi api) : GuardedShop(api)
    {
        public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(32);

        // As the tool writes it.
        protected override void Guard(IWebHostBuilder builder) => builder
            .UseSetting("Auth:Mode", "Jwt")
            .UseSetting("Authentication:Schemes:Bearer:ValidAudiences:0", Audience)
            .UseSetting("Authentication:Schemes:Bearer:ValidIssuer", Issuer)
            .UseSetting("Authentication:Schemes:Bearer:SigningKeys:0:Id", "1")
            .UseSetting("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", Issuer)
            .UseSetting("Authentication:Schemes:Bearer:SigningKeys:0:Value", Convert.ToBase64String(Secret))
            .UseSetting("Authentication:Schemes:Bearer:SigningKeys:0:Length", "32");
    }

    [Fact]
    public async Task Its_tokens_are_right_and_those_of_another_secret_are_not()
    {
        Assert.Equal(HttpStatusCode.OK, await PointsAsync(TokenIssuer.SignedBySecret(Claims(), shop.Secret)));
        Assert.Equal(
            HttpStatusCode.Unauthorized, await PointsAsync(TokenIssuer.SignedBySecret(Claims(), RandomNumberGenerator.GetBytes(32))));
        Assert.Equal(HttpStatusCode.Unauthorized, await PointsAsync(TokenIssuer.Unsigned(Claims())));
    }

    private static JsonObject Claims() => new()
    {
        ["unique_name"] = "demo1",
        ["sub"] = "demo1",
        ["jti"] = "3a7a1d4e",
        ["scope"] = "orders",
        ["aud"] = Audience,
        ["iss"] = Issuer,
        ["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(),
    };

    private async Task<HttpStatusCode> PointsAsync(string token) =>
        (await shop.SendAsync("GET", "/api/v1/points", headers: ("Authorization", $"Bearer {token}"))).Status;
}
