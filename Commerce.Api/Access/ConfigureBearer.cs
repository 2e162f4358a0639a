using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Commerce.Api.Access;

/// <summary>What a token has to be to be believed. It comes after what <c>dotnet user-jwts</c> has written for Development.</summary>
internal sealed class ConfigureBearer(IOptions<AuthOptions> auth, IHostEnvironment environment) : IConfigureNamedOptions<JwtBearerOptions>
{
    // A key that is published proves something under these alone; under HMAC, everybody would have it.
    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(5);

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme)
        {
            return;
        }

        options.Authority = auth.Value.Authority?.ToString();
        options.MapInboundClaims = false; // A claim is what the token calls it.
        options.SaveToken = false;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.IncludeErrorDetails = false;
        options.BackchannelTimeout = IssuerTimeout;
        options.EventsType = typeof(BearerEvents);
        Demand(options.TokenValidationParameters);
    }

    private void Demand(TokenValidationParameters token)
    {
        var wanted = auth.Value;
        token.RequireSignedTokens = token.RequireExpirationTime = token.RequireAudience = true;
        token.ValidateIssuer = token.ValidateAudience = token.ValidateLifetime = token.ValidateIssuerSigningKey = true;
        token.ClockSkew = wanted.ClockSkew;
        token.AuthenticationType = JwtBearerDefaults.AuthenticationScheme;
        token.NameClaimType = wanted.MemberClaim;
        token.ValidIssuers = [.. token.ValidIssuers ?? [], .. wanted.Issuers];
        token.ValidAudiences = string.IsNullOrWhiteSpace(wanted.Audience) ? token.ValidAudiences : [wanted.Audience];
        // The keys of 'dotnet user-jwts' are shared secrets, which is right where both sides are one machine.
        token.ValidAlgorithms = environment.IsDevelopment() && token.IssuerSigningKeys?.Any() is true
            ? [.. Asymmetric, SecurityAlgorithms.HmacSha256]
            : Asymmetric;
    }
}
