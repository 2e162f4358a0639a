using Commerce.Core.Members;
using Commerce.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Access;

/// <summary>Who is a member, by how members are known.</summary>
internal sealed class AccessPolicies(IOptions<AuthOptions> options) : IConfigureOptions<AuthorizationOptions>
{
    public const string HeaderScheme = "member-header";

    public void Configure(AuthorizationOptions authorization)
    {
        if (options.Value.Mode == AuthMode.Jwt)
        {
            authorization.AddPolicy(EndpointAccess.MemberPolicy, DemandToken);
            authorization.AddPolicy(EndpointAccess.JoiningPolicy, DemandToken);
        }
        else
        {
            authorization.AddPolicy(EndpointAccess.MemberPolicy, policy => policy
                .AddAuthenticationSchemes(HeaderScheme)
                .RequireAuthenticatedUser());
            authorization.AddPolicy(EndpointAccess.JoiningPolicy, policy => policy
                .AddAuthenticationSchemes(HeaderScheme)
                .RequireAssertion(asked => asked.Resource is HttpContext context && Peer.SetsMemberOf(context)));
        }

        // What is no endpoint of ours (no such path, no such method) is answered as such.
        authorization.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(asked => (asked.Resource as HttpContext)?.GetEndpoint() is not RouteEndpoint)
            .Build();
    }

    private static void DemandToken(AuthorizationPolicyBuilder policy) => policy
        .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
        .RequireAssertion(asked =>
            asked.User.HasScope(Scopes.Orders) && MemberId.Find(asked.User.Identity?.Name) is not null);
}
