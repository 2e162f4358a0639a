using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>Compares what was sent with <c>Operator:Key</c>. Where no key is configured, nothing is right.</summary>
internal sealed class OperatorKey(IOptionsMonitor<OperatorOptions> options)
{
    public bool Is(string sent) => IsRight(sent, options.CurrentValue.Key);

    // Hashes have one length, and comparing them takes one time whatever the caller sent.
    public static bool IsRight(string sent, string? key) =>
        key is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Hash(sent), Hash(key));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
