using System.Security.Cryptography;
using System.Text;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.PgSimulator.Idempotency;

/// <summary>What a merchant means by one <c>Idempotency-Key</c>: the same key is the same intent, however often it is sent.</summary>
/// <param name="Fingerprint">SHA-256 of what is asked, in hex: the same key with another wish is a mistake.</param>
internal sealed record Intent(string UserId, string Operation, string Key, string Fingerprint)
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 255;

    /// <summary>The intent of a request; null when it carries no key, as clients of the original do.</summary>
    /// <param name="wish">All that distinguishes one wish from another.</param>
    /// <exception cref="PgException">400: the header is there twice, blank or too long, or holds a card number.</exception>
    public static Intent? From(HttpRequest request, string userId, string operation, params string[] wish)
    {
        if (!request.Headers.TryGetValue(Header, out var keys))
        {
            return null;
        }

        if (keys is not [{ Length: <= LongestKey } key] || string.IsNullOrWhiteSpace(key))
        {
            throw new PgException(WireError.BadRequest, $"{Header} 헤더는 1~{LongestKey}자의 값 하나여야 합니다.");
        }

        // It is stored as it is.
        return CardNumberMask.Finds(key)
            ? throw new PgException(WireError.BadRequest, $"{Header} 헤더에 카드 번호를 넣을 수 없습니다.")
            : new Intent(userId, operation, key, FingerprintOf(wish));
    }

    private static string FingerprintOf(string[] wish) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', wish))));
}
