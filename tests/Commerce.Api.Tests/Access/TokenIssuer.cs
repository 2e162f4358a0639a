using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Access;

/// <summary>An OpenID Connect issuer as far as an API sees one: its discovery document, its keys, and tokens of every kind.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "commerce";

    private const string KeyId = "the-issuers-key";

    private readonly RSA _key = RSA.Create(2048);
    private WebApplication? _server;

    public string Address => _server!.Urls.Single();

    public static async Task<TokenIssuer> StartAsync()
    {
        var issuer = new TokenIssuer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        issuer._server = builder.Build();
        issuer._server.Urls.Add("http://127.0.0.1:0");
        issuer._server.MapGet("/.well-known/openid-configuration", () => Results.Json(
            new { issuer = issuer.Address, jwks_uri = $"{issuer.Address}/keys" }));
        issuer._server.MapGet("/keys", () => Results.Json(new { keys = new[] { issuer.PublicKey() } }));
        await issuer._server.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    /// <summary>A token that is right, for a member who may order.</summary>
    public string Of(string member, string scope = "orders") => Signed(Claims(member, scope));

    /// <summary>The claims of such a token.</summary>
    public JsonObject Claims(string member, string scope = "orders")
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = Audience,
            ["sub"] = member,
            ["scope"] = scope,
            ["nbf"] = now.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        };
    }

    /// <summary>Signed by the issuer, or by another key that goes by the same name.</summary>
    public string Signed(JsonObject claims, RSA? by = null) => Token("RS256", claims, content =>
        (by ?? _key).SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>Under the name of the algorithm that needs no signature.</summary>
    public static string Unsigned(JsonObject claims) => Token("none", claims, _ => []);

    /// <summary>Signed by what everybody can read, as if it were a shared secret.</summary>
    public string SignedByPublicKey(JsonObject claims) => Token("HS256", claims, content =>
        HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), content));

    /// <summary>Signed by a shared secret, as <c>dotnet user-jwts</c> does it.</summary>
    public static string SignedBySecret(JsonObject claims, byte[] secret) =>
        Token("HS256", claims, content => HMACSHA256.HashData(secret, content));

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _key.Dispose();
    }

    private object PublicKey()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = KeyId, n = Text(key.Modulus!), e = Text(key.Exponent!) };
    }

    private static string Token(string algorithm, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = KeyId };
        var content = $"{Text(header)}.{Text(claims)}";
        return $"{content}.{Text(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Text(JsonObject part) => Text(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
