using System.Security.Claims;
using System.Text.Encodings.Web;
using Commerce.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>Knows an operator by the header <c>X-Operator-Key</c> with the value of <c>Operator:Key</c>.</summary>
internal sealed class OperatorKeyHandler(
    OperatorKey key, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Read());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append("WWW-Authenticate", $"ApiKey header=\"{OperatorAccess.Header}\"");
        return Task.CompletedTask;
    }

    private AuthenticateResult Read()
    {
        var sent = Request.Headers[OperatorAccess.Header];
        if (sent.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (sent is not [{ } only] || !key.Is(only))
        {
            return AuthenticateResult.Fail("The operator's key is not right.");
        }

        var identity = new ClaimsIdentity([new Claim(Scopes.Claim, Scopes.Operator)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
