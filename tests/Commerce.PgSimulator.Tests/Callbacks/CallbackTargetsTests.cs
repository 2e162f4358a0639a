using Commerce.PgSimulator.Callbacks;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class CallbackTargetsTests
{
    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080/x", true)]
    [InlineData("http://localhost:8080", "http://localhost:8080", true)]
    [InlineData("http://localhost:8080", "http://localhost:8080.evil.com/", false)]
    [InlineData("http://localhost:8080", "http://localhost:8080@evil.com/", false)]
    [InlineData("http://localhost:8080", "http://localhost:80801/", false)]
    [InlineData("http://localhost:8080", "http://localhost:8080:80/", false)]
    [InlineData("http://localhost:8080", "http://localhost:8080\\@evil.com/", false)]
    [InlineData("http://localhost:8080", "http://localhost:8080#@evil.com/", true)] // A fragment leads nowhere else.
    [InlineData("http://localhost", "http://localhost:8081/", false)]
    [InlineData("http://localhost", "http://localhost/x", true)]
    [InlineData("http://localhost", "http://localhost.evil.com/", false)]
    [InlineData("http://shop.example/hooks", "http://shop.example/hooks/pg", true)]
    [InlineData("http://shop.example/hooks", "http://shop.example/hooks", true)]
    [InlineData("http://shop.example/hooks", "http://shop.example/hooks?a=b", true)]
    [InlineData("http://shop.example/hooks", "http://shop.example/hooks-of-others", false)]
    [InlineData("http://shop.example/hooks", "http://shop.example/hooks/../admin", false)]
    [InlineData("http://shop.example/hooks", "http://shop.example/hooks/%2e%2e/admin", false)]
    [InlineData("http://shop.example/hooks/", "http://shop.example/hooks/pg", true)]
    public void A_url_is_allowed_when_it_begins_well_and_leads_there(string prefix, string url, bool allowed) =>
        Assert.Equal(allowed, Targets(prefix).Allow(url));

    [Fact]
    public void One_of_several_prefixes_is_enough_and_all_are_named()
    {
        var targets = Targets("http://a.example", "https://b.example");

        Assert.True(targets.Allow("https://b.example/x"));
        Assert.Equal("http://a.example, https://b.example", targets.Prefixes);
    }

    [Fact]
    public void Without_configuration_it_is_the_originals() => Assert.Equal("http://localhost:8080", Targets().Prefixes);

    [Theory]
    [InlineData("http://shop.example", true)]
    [InlineData("https://shop.example:8443/hooks", true)]
    [InlineData("ftp://shop.example", false)]
    [InlineData("shop.example", false)]
    [InlineData("http://user@shop.example", false)]
    [InlineData("http://shop.example?a=b", false)]
    [InlineData("", false)]
    public void A_prefix_must_be_an_address(string prefix, bool usable) => Assert.Equal(usable, CallbackTargets.IsUsable(prefix));

    private static CallbackTargets Targets(params string[] prefixes) => new(
        Options.Create(new CallbackOptions { AllowedPrefixes = prefixes }));
}
