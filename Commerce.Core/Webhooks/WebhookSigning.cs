using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Errors;
using Commerce.Core.Gateways.Simulator;

namespace Commerce.Core.Webhooks;

/// <summary>Signs messages as Standard Webhooks has it: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>, by each active secret.</summary>
internal static class WebhookSigning
{
    private const int NewSecretBytes = 32;
    private const int MaxSecretLength = 100; // That of 64 bytes.

    public static string NewSecret() => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewSecretBytes))}";

    /// <exception cref="CommerceException">400 for a secret that is too short, or none.</exception>
    public static string Checked(string secret) => secret.Length <= MaxSecretLength && CallbackSecret.TryParse(secret, out _)
        ? secret
        : throw new CommerceException(ErrorCode.BadRequest, Sentence.WebhookSecretInvalid, CallbackSecret.Form) { Field = "secret" };

    /// <returns>The three headers of a message.</returns>
    public static IEnumerable<(string Name, string Value)> HeadersOf(
        string messageId, string body, IEnumerable<string> secrets, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{messageId}.{timestamp}.{body}");
        var signatures = secrets.Select(
            secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(CallbackSecret.Parse(secret), signed))}");
        return
        [
            ("webhook-id", messageId), ("webhook-timestamp", timestamp), ("webhook-signature", string.Join(' ', signatures)),
        ];
    }
}
