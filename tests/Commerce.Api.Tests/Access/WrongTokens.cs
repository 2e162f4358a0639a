using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Access;

/// <summary>Every way in which a token can be wrong, each a right one but for that.</summary>
internal static class WrongTokens
{
    public static readonly IReadOnlyDictionary<string, Func<TokenIssuer, string>> ByKind = new Dictionary<string, Func<TokenIssuer, string>>
    {
        ["expired"] = issuer => issuer.Signed(With(issuer, "exp", FromNow(TimeSpan.FromMinutes(-2)))),
        ["not begun"] = issuer => issuer.Signed(With(issuer, "nbf", FromNow(TimeSpan.FromMinutes(2)))),
        ["without an end"] = issuer => issuer.Signed(With(issuer, "exp", null)),
        ["for another audience"] = issuer => issuer.Signed(With(issuer, "aud", "another-shop")),
        ["for no audience"] = issuer => issuer.Signed(With(issuer, "aud", null)),
        ["of another issuer"] = issuer => issuer.Signed(With(issuer, "iss", "https://login.example.com")),
        ["of no issuer"] = issuer => issuer.Signed(With(issuer, "iss", null)),
        ["alg none"] = issuer => TokenIssuer.Unsigned(issuer.Claims("demo1")),
        ["signed with the public key as a secret"] = issuer => issuer.SignedByPublicKey(issuer.Claims("demo1")),
        ["signed by another key of that name"] = SignedByAnother,
        ["changed after it was signed"] = Changed,
        ["no token at all"] = _ => "demo1",
    };

    private static JsonObject With(TokenIssuer issuer, string claim, JsonNode? value)
    {
        var claims = issuer.Claims("demo1", "orders operator");
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        return claims;
    }

    private static JsonValue FromNow(TimeSpan time) => JsonValue.Create(TimeProvider.System.GetUtcNow().Add(time).ToUnixTimeSeconds());

    private static string SignedByAnother(TokenIssuer issuer)
    {
        using var another = RSA.Create(2048);
        return issuer.Signed(issuer.Claims("demo1"), another);
    }

    private static string Changed(TokenIssuer issuer)
    {
        var (right, other) = (issuer.Of("demo1").Split('.'), issuer.Of("demo2").Split('.'));
        return $"{right[0]}.{other[1]}.{right[2]}";
    }
}
