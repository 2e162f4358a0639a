using Commerce.Api.Http;
using Commerce.Api.RateLimits;
using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Access;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Commerce.Api.Access;

/// <summary>
/// Answers who may not come in: 401 for who is not known, 403 for who is and may not, 429 for whoever has sent too many wrong tokens or
/// keys. It says what is missing and never what is there.
/// </summary>
internal sealed class AnswerRefused(RefuseOperators refuse, FailedLogins failedLogins, AccessTelemetry telemetry)
    : IAuthorizationMiddlewareResultHandler
{
    private static readonly string[] Credentials = ["Authorization", MemberHeaderHandler.Header, OperatorAccess.Header];

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            throw new InvalidOperationException($"{endpoint.DisplayName} does not say who may come in.");
        }

        telemetry.CountRefused(authorizeResult.Forbidden ? AccessTelemetry.Forbidden : AccessTelemetry.Unknown);
        if (authorizeResult.Challenged && CarriesCredentials(context) && await failedLogins.RefuseAsync(context))
        {
            return;
        }

        await refuse.HandleAsync(next, context, policy, authorizeResult);
        if (!context.Response.HasStarted)
        {
            var (error, sentence) = Describe(context, authorizeResult);
            await ProblemAnswer.WriteAsync(context, error, ErrorMessages.For(error, sentence));
        }
    }

    private static bool CarriesCredentials(HttpContext context) => Array.Exists(Credentials, context.Request.Headers.ContainsKey);

    private static (ErrorCode Error, Sentence? Sentence) Describe(HttpContext context, PolicyAuthorizationResult result) =>
        (result.Forbidden, context.User.HasScope(Scopes.Orders)) switch
        {
            (false, _) => (ErrorCode.CallerUnknown, null),
            (true, false) => (ErrorCode.CallerNotAllowed, Sentence.ScopeMissing),
            (true, true) => (ErrorCode.CallerNotAllowed, Sentence.TokenOfNoMember),
        };
}
