using System.Security.Cryptography;
using System.Text;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Idempotency;

/// <summary>
/// One call as the merchant's <c>Idempotency-Key</c> names it: the key, who sent it, the address and the method. What is asked is not part
/// of it.
/// </summary>
/// <param name="Fingerprint">SHA-256 of all that, in hex; nothing of it is stored otherwise.</param>
/// <param name="Body">SHA-256 of what is asked, in hex.</param>
internal sealed record KeyedCall(string Fingerprint, string Body)
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 300;

    /// <returns>Null when the request carries no key.</returns>
    /// <exception cref="TossException">INVALID_IDEMPOTENCY_KEY: the key is too long, or is there twice.</exception>
    public static KeyedCall? From(HttpRequest request, byte[] body)
    {
        if (!request.Headers.TryGetValue(Header, out var keys) || keys is [null or ""])
        {
            return null;
        }

        return keys is [{ Length: <= LongestKey } key]
            ? new KeyedCall(
                Hash(Encoding.UTF8.GetBytes($"{request.Headers.Authorization}\n{request.Method}\n{request.Path}\n{key}")), Hash(body))
            : throw new TossException("INVALID_IDEMPOTENCY_KEY");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>An answer that is told again for as long as its key lives.</summary>
/// <param name="Json">The body.</param>
internal sealed record KeyedAnswer(int Status, string Json)
{
    /// <summary>An error as it is kept; null: it is not, and the same key runs again.</summary>
    public static KeyedAnswer? ToKeep(DialectError error, bool english, TossDials dials) =>
        dials.IdempotencyForgetsErrors || error.Status is StatusCodes.Status409Conflict or StatusCodes.Status429TooManyRequests
            ? null
            : new(error.Status, TossJson.Write(error.In(english)));
}
