using Commerce.ServiceDefaults.Access;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Operators;

internal static class OperatorRegistration
{
    private const string Scheme = "operator-key";

    /// <summary>Who is an operator, by ASP.NET Core's authentication and authorization.</summary>
    public static void AddOperatorAccess(this IServiceCollection services)
    {
        services.AddValidatedOptions<OperatorOptions>(OperatorOptions.Section);
        services.AddSingleton<OperatorKey>();
        // Without the keys in a file that AddAuthentication makes at every start, for cookies, which nobody has here.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, OperatorKeyHandler>(Scheme, configureOptions: null);
        services.Configure<OperatorSchemes>(schemes => schemes.Names.Add(Scheme));
        services.AddRouting(); // What authorization keeps of endpoints needs them, also in a host that has none.
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<OperatorSchemes>>(AddPolicies);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefuseOperators>();
    }

    private static void AddPolicies(AuthorizationOptions authorization, IOptions<OperatorSchemes> schemes)
    {
        var names = schemes.Value.Names.ToArray();
        authorization.AddPolicy(OperatorAccess.Policy, policy => policy
            .AddAuthenticationSchemes(names)
            .RequireAssertion(asked => asked.User.HasScope(Scopes.Operator)));
        authorization.AddPolicy(OperatorAccess.DetailsPolicy, policy => policy
            .AddAuthenticationSchemes(names)
            .RequireAssertion(asked => asked.User.HasScope(Scopes.Operator)
                || (asked.Resource is HttpContext context && OperatorAccess.AreDetailsOpen(context.RequestServices))));
    }
}
