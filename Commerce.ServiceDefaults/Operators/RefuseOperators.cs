using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>
/// Answers who is refused what operators do, as problem details with the error code of the API. Of other endpoints it sets the status and
/// <c>WWW-Authenticate</c>, and leaves the body to the host.
/// </summary>
public sealed class RefuseOperators : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _handler = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        await _handler.HandleAsync(next, context, policy, authorizeResult);
        if (!authorizeResult.Succeeded && IsForOperators(context))
        {
            var problem = authorizeResult.Challenged ? OperatorProblems.NoOperator() : OperatorProblems.NotAnOperatorsToken();
            await problem.ExecuteAsync(context);
        }
    }

    private static bool IsForOperators(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy is OperatorAccess.Policy or OperatorAccess.DetailsPolicy;
}
