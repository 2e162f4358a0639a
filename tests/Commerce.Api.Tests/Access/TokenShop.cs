using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Microsoft.AspNetCore.Hosting;

namespace Commerce.Api.Tests.Access;

/// <summary>Members are known by tokens, whose issuer is asked for its keys over HTTP.</summary>
public sealed class TokenShop(RunningApi api) : GuardedShop(api)
{
    private TokenIssuer? _issuer;

    internal TokenIssuer Issuer => _issuer!;

    public override async ValueTask InitializeAsync()
    {
        _issuer = await TokenIssuer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _issuer!.DisposeAsync();
    }

    /// <param name="token">Null: without one.</param>
    public Task<Answer> SendAsync(string method, string path, string? token, string? body) =>
        SendAsync(method, path, body, headers: token is null ? [] : [("Authorization", $"Bearer {token}"), ("Accept-Language", "en")]);

    protected override void Guard(IWebHostBuilder builder) => builder
        .UseSetting("Auth:Mode", "Jwt")
        .UseSetting("Auth:Authority", Issuer.Address)
        .UseSetting("Auth:Audience", TokenIssuer.Audience)
        .UseSetting("Operator:Details", "Operators");
}
