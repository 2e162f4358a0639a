using System.Security.Claims;

namespace Commerce.ServiceDefaults.Access;

/// <summary>
/// What a caller may do, in the words of OAuth: the claims <c>scope</c> or <c>scp</c>, several scopes separated by spaces.
/// </summary>
public static class Scopes
{
    public const string Claim = "scope";

    /// <summary>What a member does: buy, and read what is his.</summary>
    public const string Orders = "orders";

    /// <summary>What operators do.</summary>
    public const string Operator = "operator";

    private const string ShortClaim = "scp"; // Some issuers call it so.

    public static bool HasScope(this ClaimsPrincipal caller, string scope) =>
        caller.Claims.Where(claim => claim.Type is Claim or ShortClaim)
            .SelectMany(claim => claim.Value.Split(' '))
            .Contains(scope, StringComparer.Ordinal);
}
