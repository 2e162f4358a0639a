using System.ComponentModel.DataAnnotations;
using Commerce.ServiceDefaults.Networks;

namespace Commerce.Api.Access;

/// <summary>Who is believed to be which member. Configuration section <c>Auth</c>.</summary>
public sealed class AuthOptions : IValidatableObject
{
    public const string Section = "Auth";

    /// <summary>
    /// How a member is known. Default <see cref="AuthMode.Header"/>, which outside Development needs <see cref="TrustedProxies"/>.
    /// </summary>
    public AuthMode Mode { get; set; } = AuthMode.Header;

    /// <summary>
    /// The issuer of the tokens, for example <c>https://login.example.com/shop</c>: below it lies
    /// <c>.well-known/openid-configuration</c>, which names its keys. https outside Development. <see cref="AuthMode.Jwt"/> needs it.
    /// </summary>
    public Uri? Authority { get; set; }

    /// <summary>Whom a token has to be meant for: its <c>aud</c>. <see cref="AuthMode.Jwt"/> needs it.</summary>
    public string? Audience { get; set; }

    /// <summary>Names of the issuer that are right besides the one that it gives itself: the token's <c>iss</c>. Default: none.</summary>
    public string[] Issuers { get; set; } = [];

    /// <summary>
    /// The token's claim that holds the member id, 1 to 10 letters or digits. Default <c>sub</c>; another one where the issuer's
    /// subjects look otherwise.
    /// </summary>
    [Required]
    [StringLength(100, MinimumLength = 1)]
    public string MemberClaim { get; set; } = "sub";

    /// <summary>How far the issuer's clock may be from ours when a token begins and ends. 0 to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The networks of the proxies in front. <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed from there alone, and so
    /// is <c>X-USER-ID</c> where members are known by it. Default: none; then, in Development, everybody's <c>X-USER-ID</c> is.
    /// </summary>
    [Networks]
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>
    /// How many of the addresses in <c>X-Forwarded-For</c> are read, from its end: one for each trusted proxy that a request passes. 1 to
    /// 10; default 1.
    /// </summary>
    [Range(1, 10)]
    public int ForwardLimit { get; set; } = 1;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is { } authority && !(authority.IsAbsoluteUri && authority.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("it must be an absolute http or https address.", [nameof(Authority)]);
        }
    }
}
