using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>
/// Checks signatures as Standard Webhooks makes them: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>, a list of <c>v1,</c>
/// signatures in one header. Two secrets may be active, so that one can be changed without a gap.
/// </summary>
internal sealed class CallbackSignature(IEnumerable<string> secrets, TimeProvider time)
{
    private const string Version = "v1,";

    /// <summary>How far the sender's clock may be from ours, and how long a stolen callback is of any use.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[][] _keys = [.. secrets.Select(CallbackSecret.Parse)];

    /// <returns>What is wrong; null when the callback was signed with one of the secrets, just now.</returns>
    public string? FlawOf(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        if (headers is not { Id: { Length: > 0 and <= PgCallback.MaxMessageIdLength } id, Timestamp: { Length: > 0 } timestamp, Signature: { Length: > 0 } signature })
        {
            return "It is not signed.";
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return "Its timestamp is not of now.";
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return IsSignedByUs(signed, signature) ? null : "Its signature is not right.";
    }

    // Every signature against every key, each comparison in constant time: how long it takes tells nothing.
    private bool IsSignedByUs(byte[] signed, string signatures)
    {
        var offered = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(text => text.StartsWith(Version, StringComparison.Ordinal))
            .Select(text => Encoding.UTF8.GetBytes(text))
            .ToList();
        var isRight = false;
        foreach (var key in _keys)
        {
            var right = Encoding.UTF8.GetBytes(Version + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
            foreach (var candidate in offered)
            {
                isRight |= CryptographicOperations.FixedTimeEquals(candidate, right);
            }
        }

        return isRight;
    }
}
