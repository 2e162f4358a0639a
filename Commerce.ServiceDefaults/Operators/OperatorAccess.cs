using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>Lets operators through and nobody else.</summary>
public static class OperatorAccess
{
    public const string Header = "X-Operator-Key";

    /// <summary>The name of the policy of what operators alone may do.</summary>
    public const string Policy = "operator";

    /// <summary>The name of the policy of what operators alone may read where <c>Operator:Details</c> says so.</summary>
    public const string DetailsPolicy = "operator-details";

    /// <summary>
    /// Demands an operator: <c>X-Operator-Key</c> with the value of <c>Operator:Key</c>, or a token with the scope <c>operator</c> where
    /// the process knows tokens. Else 401, or 403 for who is somebody else. Where no key is configured, none is right.
    /// </summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Demand(Policy);

    /// <summary>Demands an operator unless <c>Operator:Details</c> is <c>Open</c>.</summary>
    internal static TBuilder RequireOperatorForDetails<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Demand(DetailsPolicy);

    /// <summary>Whether the caller may see what is open to operators and, where <c>Operator:Details</c> says so, to everybody.</summary>
    internal static async Task<bool> MaySeeDetailsAsync(HttpContext context) =>
        AreDetailsOpen(context.RequestServices) || await IsOperatorAsync(context);

    internal static bool AreDetailsOpen(IServiceProvider services) =>
        (services.GetRequiredService<IOptionsMonitor<OperatorOptions>>().CurrentValue.Details
            ?? (services.GetRequiredService<IHostEnvironment>().IsDevelopment() ? DetailsAccess.Open : DetailsAccess.Operators))
        == DetailsAccess.Open;

    /// <summary>For endpoints that answer others too, or differently.</summary>
    internal static async Task<bool> IsOperatorAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(Policy);
        var evaluator = services.GetRequiredService<IPolicyEvaluator>();
        var caller = await evaluator.AuthenticateAsync(policy!, context);
        return (await evaluator.AuthorizeAsync(policy!, caller, context, context)).Succeeded;
    }

    private static TBuilder Demand<TBuilder>(this TBuilder endpoint, string policy)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(policy)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);
}
