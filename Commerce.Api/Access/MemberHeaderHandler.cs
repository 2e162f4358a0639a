using System.Security.Claims;
using System.Text.Encodings.Web;
using Commerce.Core.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Access;

/// <summary>Knows a member by <c>X-USER-ID</c>, from those peers alone who are believed to set it.</summary>
internal sealed class MemberHeaderHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-USER-ID";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Read());

    // Who may set the header and did not has made a mistake in the request; who may not is not known.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Peer.SetsMemberOf(Context))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.MemberHeaderMissing) { Field = Header };
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append("WWW-Authenticate", $"Gateway header=\"{Header}\"");
        return Task.CompletedTask;
    }

    private AuthenticateResult Read()
    {
        var value = Request.Headers[Header].ToString().Trim();
        if (value.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (!Peer.SetsMemberOf(Context))
        {
            return AuthenticateResult.Fail("The peer is none whose header is believed.");
        }

        var identity = new ClaimsIdentity(Scheme.Name);
        identity.AddClaim(new Claim(identity.NameClaimType, value));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
