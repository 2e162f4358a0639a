using System.Diagnostics.CodeAnalysis;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>A signing secret in the form of Standard Webhooks: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
internal static class CallbackSecret
{
    public const string Form = "whsec_ and base64 of 24 to 64 bytes";

    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    public static byte[] Parse(string secret) =>
        TryParse(secret, out var key) ? key : throw new InvalidOperationException("The secrets were checked at start.");

    public static bool TryParse(string secret, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        var bytes = new byte[secret.Length];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length)
            || length is < FewestBytes or > MostBytes)
        {
            return false;
        }

        key = bytes[..length];
        return true;
    }
}
