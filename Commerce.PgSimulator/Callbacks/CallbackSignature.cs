using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Commerce.PgSimulator.Faults;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// Signs callbacks as Standard Webhooks does: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>, one <c>v1,</c> signature
/// for each secret. Without secrets nothing is signed.
/// </summary>
internal sealed class CallbackSignature(IOptions<CallbackOptions> options, TimeProvider time)
{
    private static readonly TimeSpan StaleAge = TimeSpan.FromMinutes(10);

    private readonly byte[][] _keys = [.. options.Value.Secrets.Select(KeyOf)];
    private readonly byte[] _wrongKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>Adds the three headers of the standard, or those that the flaw asks for.</summary>
    public void Sign(HttpRequestMessage message, DueCallback callback, ReadOnlySpan<byte> body)
    {
        var keys = callback.Flaw switch
        {
            CallbackFlaw.Unsigned => [],
            CallbackFlaw.Forged => [_wrongKey],
            _ => _keys,
        };
        if (keys.Length == 0)
        {
            return;
        }

        var sentAt = callback.Flaw == CallbackFlaw.Stale ? time.GetUtcNow() - StaleAge : time.GetUtcNow();
        var timestamp = sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{callback.MessageId}.{timestamp}."), .. body];
        message.Headers.Add("webhook-id", callback.MessageId);
        message.Headers.Add("webhook-timestamp", timestamp);
        message.Headers.Add(
            "webhook-signature", string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}")));
    }

    private static byte[] KeyOf(string secret) =>
        CallbackSecret.TryParse(secret, out var key) ? key : throw new InvalidOperationException("The secrets were checked at start.");
}
