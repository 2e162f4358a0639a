using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// Checks signatures as Standard Webhooks makes them: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>, a list of <c>v1,</c>
/// signatures in one header. Two secrets may be active, so that one can be changed without a gap.
/// </summary>
internal sealed class CallbackSignature(IEnumerable<string> secrets, TimeProvider time)
{
    /// <summary>The header of a message's name, the same when it is sent again.</summary>
    public const string IdHeader = "webhook-id";

    private const string Version = "v1,";

    /// <summary>How far the sender's clock may be from ours, and how long a stolen callback is of any use.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[][] _keys = [.. secrets.Select(CallbackSecret.Parse)];

    /// <returns>What is wrong; null when the callback was signed with one of the secrets, just now.</returns>
    public SignatureFlaw? FlawOf(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        if (headers[IdHeader] is not { Length: > 0 and <= GatewayCallback.MaxMessageIdLength } id
            || headers["webhook-timestamp"] is not { Length: > 0 } timestamp
            || headers["webhook-signature"] is not { Length: > 0 } signature)
        {
            return new SignatureFlaw("It is not signed.");
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        if (!IsSignedByUs(signed, signature))
        {
            return new SignatureFlaw("Its signature is not right.");
        }

        return IsOfNow(timestamp) ? null : new SignatureFlaw("Its timestamp is not of now.", IsOfTimeAlone: true);
    }

    private bool IsOfNow(string timestamp) => long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((double)time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= Tolerance.TotalSeconds;

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

/// <summary>What is wrong with how a callback is signed.</summary>
/// <param name="IsOfTimeAlone">It is signed with one of the secrets, and its timestamp is too far from now.</param>
internal sealed record SignatureFlaw(string Sentence, bool IsOfTimeAlone = false);
