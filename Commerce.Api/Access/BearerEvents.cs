using Commerce.Core.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Commerce.Api.Access;

/// <summary>
/// What happens beside the validation of a token: an issuer that cannot be asked for its keys is our trouble and not the token's, and who
/// is refused reads no more than RFC 6750 tells.
/// </summary>
internal sealed partial class BearerEvents(ILogger<BearerEvents> logger) : JwtBearerEvents
{
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (context.Options.ConfigurationManager is not { } issuer
            || !context.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        try
        {
            await issuer.GetConfigurationAsync(context.HttpContext.RequestAborted); // Kept for hours; this asks nobody most times.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogIssuerAway(logger, e.InnerException?.GetType().Name ?? e.GetType().Name);
            throw new CommerceException(ErrorCode.TemporarilyUnavailable) { RetryAfter = TryAgainAfter };
        }
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        if (context.Exception is not CommerceException)
        {
            LogRefused(logger, context.Exception.GetType().Name);
        }

        return Task.CompletedTask;
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.Error = context.AuthenticateFailure is null ? null : "invalid_token";
        return Task.CompletedTask;
    }

    public override Task Forbidden(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Task.CompletedTask;
    }

    [LoggerMessage(1004, LogLevel.Information, "A token is not believed: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "The issuer of tokens (Auth:Authority) cannot be asked for its keys: {Reason}")]
    private static partial void LogIssuerAway(ILogger logger, string reason);
}
