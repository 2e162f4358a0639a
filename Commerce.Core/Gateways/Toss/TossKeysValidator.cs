using Microsoft.Extensions.Options;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// The keys have to be a pair, and live only on purpose. Apart from the other checks, because no message may repeat a key.
/// </summary>
internal sealed class TossKeysValidator : IValidateOptions<TossOptions>
{
    private const string Secret = $"{TossOptions.Section}:{nameof(TossOptions.SecretKey)}";
    private const string Client = $"{TossOptions.Section}:{nameof(TossOptions.ClientKey)}";
    private const string Address = $"{TossOptions.Section}:{nameof(TossOptions.BaseAddress)}";
    private const int MaxLength = 200;

    public ValidateOptionsResult Validate(string? name, TossOptions options)
    {
        if (options.IsOff)
        {
            return ValidateOptionsResult.Success;
        }

        if (KindOf(options.SecretKey, "sk_") is not { } secret)
        {
            return ValidateOptionsResult.Fail($"{Secret}: it must begin with test_sk_, test_gsk_, live_sk_ or live_gsk_.");
        }

        if (KindOf(options.ClientKey, "ck_") is not { } client)
        {
            return ValidateOptionsResult.Fail($"{Client}: it must begin with test_ck_, test_gck_, live_ck_ or live_gck_.");
        }

        if (secret != client)
        {
            return ValidateOptionsResult.Fail($"{Client}: it is not of one pair with {Secret}: one is of another kind.");
        }

        if (secret.IsLive && !options.Live)
        {
            return ValidateOptionsResult.Fail(
                $"{Secret}: a live key takes real money. Set {TossOptions.Section}:{nameof(options.Live)} to true if that is meant.");
        }

        return secret.IsLive && options.BaseAddress.Scheme != Uri.UriSchemeHttps
            ? ValidateOptionsResult.Fail($"{Address}: it must be https: a live key would go over the wire for everybody to read.")
            : ValidateOptionsResult.Success;
    }

    private static (bool IsLive, bool IsWidget)? KindOf(string? key, string mark)
    {
        if (key is null || key.Length > MaxLength || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return null;
        }

        foreach (var isLive in new[] { false, true })
        {
            foreach (var isWidget in new[] { false, true })
            {
                var prefix = $"{(isLive ? "live_" : "test_")}{(isWidget ? "g" : string.Empty)}{mark}";
                if (key.StartsWith(prefix, StringComparison.Ordinal) && key.Length > prefix.Length)
                {
                    return (isLive, isWidget);
                }
            }
        }

        return null;
    }
}
