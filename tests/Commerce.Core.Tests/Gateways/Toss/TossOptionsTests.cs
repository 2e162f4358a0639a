using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Toss;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Tests.Gateways.Toss;

public sealed class TossOptionsTests
{
    [Theory]
    [InlineData(null, null, false, null)]
    [InlineData("test_sk_a", "test_ck_b", false, null)]
    [InlineData("test_gsk_a", "test_gck_b", false, null)]
    [InlineData("live_sk_a", "live_ck_b", true, null)]
    [InlineData("live_sk_a", "live_ck_b", false, "Gateways:Toss:SecretKey")]
    [InlineData("test_sk_a", null, false, "Gateways:Toss:ClientKey")]
    [InlineData(null, "test_ck_b", false, "Gateways:Toss:SecretKey")]
    [InlineData("test_sk_a", "test_gck_b", false, "Gateways:Toss:ClientKey")]
    [InlineData("test_sk_a", "live_ck_b", true, "Gateways:Toss:ClientKey")]
    [InlineData("test_ck_a", "test_ck_b", false, "Gateways:Toss:SecretKey")]
    [InlineData("test_sk_", "test_ck_b", false, "Gateways:Toss:SecretKey")]
    [InlineData("sk_secret_1", "test_ck_b", false, "Gateways:Toss:SecretKey")]
    public void Keys_are_a_pair_and_live_on_purpose_only(string? secret, string? client, bool live, string? wrong)
    {
        using var host = HostWith(("SecretKey", secret), ("ClientKey", client), ("Live", live.ToString()));

        var error = Record.Exception(() => host.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(wrong is null, error is null);
        Assert.Contains(wrong ?? string.Empty, error?.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain(secret is { Length: > 8 } ? secret : "no key", error?.Message ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_key_goes_over_https_alone()
    {
        using var host = HostWith(
            ("SecretKey", "live_sk_a"), ("ClientKey", "live_ck_b"), ("Live", "true"), ("BaseAddress", "http://api.tosspayments.com"));

        var error = Assert.ThrowsAny<Exception>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Gateways:Toss:BaseAddress", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_keys_there_is_no_such_gateway()
    {
        using var host = HostWith();

        Assert.Empty(host.Services.GetServices<GatewayRoute>());
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_an_error()
    {
        using var host = HostWith(("SecretKye", "test_sk_a"));

        var error = Assert.ThrowsAny<Exception>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("SecretKye", error.Message, StringComparison.Ordinal);
    }

    private static IHost HostWith(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"{TossOptions.Section}:{setting.Key}", setting.Value)));
        builder.Services.AddLogging();
        builder.AddTossPaymentGateway();
        return builder.Build();
    }
}
