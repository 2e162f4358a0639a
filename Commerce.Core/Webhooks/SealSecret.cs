using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Errors;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Seals signing secrets for the database (AES-256-GCM), so that who reads a dump of it can sign nothing (I15).
/// </summary>
public sealed class SealSecret(IOptions<WebhookOptions> options)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly TimeSpan WhenMended = TimeSpan.FromMinutes(1); // Somebody has to configure a key.

    /// <exception cref="CommerceException">WEBHOOK_002 when there is no key to seal with.</exception>
    public string Seal(string secret)
    {
        using var aes = Open();
        var plain = Encoding.UTF8.GetBytes(secret);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var (cipher, tag) = (new byte[plain.Length], new byte[TagBytes]);
        aes.Encrypt(nonce, plain, cipher, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    /// <exception cref="CryptographicException">It was sealed with another key.</exception>
    public string Unseal(string sealedSecret)
    {
        using var aes = Open();
        var all = Convert.FromBase64String(sealedSecret).AsSpan();
        var plain = new byte[all.Length - NonceBytes - TagBytes];
        aes.Decrypt(all[..NonceBytes], all[(NonceBytes + TagBytes)..], all.Slice(NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }

    internal static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == WebhookOptions.KeyBytes;
    }

    private AesGcm Open() => options.Value.SealingKey is { } key
        ? new AesGcm(Convert.FromBase64String(key), TagBytes)
        : throw new CommerceException(ErrorCode.WebhooksOff) { RetryAfter = WhenMended };
}
