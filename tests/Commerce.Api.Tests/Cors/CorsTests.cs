using System.Net;
using Commerce.Api.Tests.Access;
using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Commerce.Api.Tests.Cors;

/// <summary>A browser lets the pages of the origins that are named read answers, and no others.</summary>
public sealed class CorsTests(CorsTests.Shop shop) : IClassFixture<CorsTests.Shop>
{
    private const string Ours = "https://shop.example.com";

    public sealed class Shop(RunningApi api) : GuardedShop(api)
    {
        protected override void Guard(IWebHostBuilder builder) => builder.UseSetting("Cors:AllowedOrigins:0", Ours);
    }

    [Theory]
    [InlineData(Ours, Ours)]
    [InlineData("https://elsewhere.example.com", null)]
    [InlineData("http://shop.example.com", null)]
    public async Task A_page_may_ask_and_read_what_matters_when_its_origin_is_named(string origin, string? allowed)
    {
        using var asked = await shop.RespondAsync("OPTIONS", "/api/v1/orders", headers:
        [
            ("Origin", origin), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,idempotency-key,x-user-id"),
        ]);
        using var answered = await shop.RespondAsync("GET", "/api/v1/products/1", headers: ("Origin", origin));
        using var refused = await shop.RespondAsync("GET", "/api/v1/points", headers: ("Origin", origin));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode); // An error can be read as well.
        Assert.All([asked, answered, refused], answer => Assert.Equal(allowed, HeaderOf(answer, "Access-Control-Allow-Origin")));
        Assert.Equal(allowed is not null, HeaderOf(asked, "Access-Control-Allow-Headers") is not null);
        var readable = HeaderOf(answered, "Access-Control-Expose-Headers") ?? string.Empty;
        Assert.Equal(allowed is not null, readable.Contains("ETag", StringComparison.Ordinal));
    }

    private static string? HeaderOf(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
