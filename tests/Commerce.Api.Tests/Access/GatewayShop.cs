using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Commerce.Api.Tests.Access;

/// <summary>Production behind a gateway that sets <c>X-USER-ID</c>, with limits that a test can reach.</summary>
public sealed class GatewayShop(RunningApi api) : GuardedShop(api)
{
    /// <summary>Where the gateway is.</summary>
    public const string Gateway = "127.0.0.2";

    /// <summary>Where the PG calls back from without a proxy in between.</summary>
    public const string Pg = "127.0.0.3";

    public const int MemberPerMinute = 20;
    public const int AddressPerMinute = 40;
    public const int FailedLoginsPerMinute = 10;

    protected override void Guard(IWebHostBuilder builder) => builder
        .UseEnvironment("Production")
        .UseSetting("Auth:TrustedProxies:0", Gateway)
        .UseSetting("Pg:Callbacks", "Signed")
        .UseSetting("Pg:CallbackSecrets:0", RunningApi.CallbackSecret)
        .UseSetting("Pg:CallbackNetworks:0", Pg)
        .UseSetting("Pg:CallbackNetworks:1", "198.51.100.0/24")
        .UseSetting("RateLimits:MemberPerMinute", $"{MemberPerMinute}")
        .UseSetting("RateLimits:AddressPerMinute", $"{AddressPerMinute}")
        .UseSetting("RateLimits:FailedLoginsPerMinute", $"{FailedLoginsPerMinute}");
}
