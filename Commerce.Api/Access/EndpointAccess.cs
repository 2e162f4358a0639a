using Microsoft.AspNetCore.Authorization;

namespace Commerce.Api.Access;

/// <summary>
/// Each endpoint says who may come in: everybody, members, or operators (<c>RequireOperator</c>). One that says nothing lets nobody in.
/// </summary>
internal static class EndpointAccess
{
    public const string MemberPolicy = "member";
    public const string JoiningPolicy = "joining";

    /// <summary>Who is known as a member, and as one who may order; it is another question whether there is a member of that id.</summary>
    public static TBuilder ForMembers<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.Demand(MemberPolicy);

    /// <summary>Everybody where a header says who is a member, for who joins is none yet; else whoever has a token.</summary>
    public static TBuilder ForJoining<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.Demand(JoiningPolicy);

    public static TBuilder ForEverybody<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AllowAnonymous().ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <returns>The policy that it names; null when it is open to everybody, or says nothing.</returns>
    public static string? PolicyOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint?.Metadata.GetMetadata<IAuthorizeData>()?.Policy : null;

    private static TBuilder Demand<TBuilder>(this TBuilder endpoints, string policy)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(policy)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);
}
