using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>A signing secret in the form of Standard Webhooks: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
internal static class CallbackSecret
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    public static bool TryParse(string secret, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        var buffer = new byte[secret.Length];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(secret[Prefix.Length..], buffer, out var length)
            || length is < FewestBytes or > MostBytes)
        {
            return false;
        }

        key = buffer[..length];
        return true;
    }

    /// <summary>Checked apart from the other settings because its message must not repeat the value.</summary>
    internal sealed class Validator : IValidateOptions<CallbackOptions>
    {
        public ValidateOptionsResult Validate(string? name, CallbackOptions options)
        {
            var bad = Enumerable.Range(0, options.Secrets.Length).Where(i => !TryParse(options.Secrets[i], out _)).ToList();
            return bad.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(bad.Select(i =>
                    $"{CallbackOptions.Section}:{nameof(options.Secrets)}:{i}: it must be {Prefix} and base64 of {FewestBytes} to "
                    + $"{MostBytes} bytes."));
        }
    }
}
