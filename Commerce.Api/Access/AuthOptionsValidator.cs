using Microsoft.Extensions.Options;

namespace Commerce.Api.Access;

/// <summary>What <see cref="AuthOptions"/> need together and in this environment. What is open by mistake does not start.</summary>
internal sealed class AuthOptionsValidator(IHostEnvironment environment, IConfiguration configuration) : IValidateOptions<AuthOptions>
{
    private const string DevelopmentTokens = "Authentication:Schemes:Bearer";
    private const string BlindForwarding = "ForwardedHeaders_Enabled"; // ASP.NET Core believes anybody's X-Forwarded-For then.

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var sentences = (options.Mode == AuthMode.Jwt ? OfTokens(options) : OfHeader(options)).Concat(OfEnvironment()).ToList();
        return sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(sentences);
    }

    private IEnumerable<string> OfHeader(AuthOptions options)
    {
        if (!environment.IsDevelopment() && options.TrustedProxies.Length == 0)
        {
            yield return $"{Key(nameof(options.TrustedProxies))}:0 is not set: outside Development {Key(nameof(options.Mode))} is "
                + $"{AuthMode.Header} only behind a gateway that sets X-USER-ID; name its network, such as 10.0.0.0/8, or set "
                + $"{Key(nameof(options.Mode))} to {AuthMode.Jwt}.";
        }
    }

    private IEnumerable<string> OfTokens(AuthOptions options)
    {
        var ofDevelopment = environment.IsDevelopment() ? configuration.GetSection(DevelopmentTokens) : null;
        if (options.Authority is null && ofDevelopment?.GetSection("SigningKeys").Exists() is not true)
        {
            yield return $"{Key(nameof(options.Authority))} is not set: {Key(nameof(options.Mode))} {AuthMode.Jwt} needs the address of "
                + "the issuer.";
        }

        if (string.IsNullOrWhiteSpace(options.Audience)
            && ofDevelopment?.GetSection("ValidAudiences").Exists() is not true
            && ofDevelopment?.GetSection("ValidAudience").Exists() is not true)
        {
            yield return $"{Key(nameof(options.Audience))} is not set: without it, tokens that were made for others would be right here.";
        }

        if (options.Authority is { IsAbsoluteUri: true, Scheme: "http" } authority && !environment.IsDevelopment())
        {
            yield return $"{Key(nameof(options.Authority))} is '{authority}': outside Development it must begin with https.";
        }
    }

    private IEnumerable<string> OfEnvironment()
    {
        if (environment.IsDevelopment())
        {
            yield break;
        }

        if (configuration.GetSection(DevelopmentTokens).Exists())
        {
            yield return $"{DevelopmentTokens} is set: it is what 'dotnet user-jwts' writes for Development. Use {AuthOptions.Section}.";
        }

        if (string.Equals(configuration[BlindForwarding], "true", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{BlindForwarding} is 'true': everybody's X-Forwarded-For would be believed. Leave it out, and name the proxies "
                + $"in {Key(nameof(AuthOptions.TrustedProxies))}.";
        }
    }

    private static string Key(string setting) => $"{AuthOptions.Section}:{setting}";
}
