using Commerce.Core.Payments;
using Commerce.Core.Texts;

namespace Commerce.Core.Gateways;

/// <summary>
/// What a PG writes, as far as it can be kept. Every adapter reads the PG's texts through this, and nothing else of them gets in.
/// </summary>
internal static class GatewayText
{
    private const int Quoted = 40;

    /// <summary>The PG's words for people.</summary>
    /// <returns>Null when it gave none.</returns>
    public static string? Reason(string? words) => string.IsNullOrWhiteSpace(words)
        ? null
        : ForeignText.Bounded(words, Payment.MaxFailureDetailLength);

    /// <returns>
    /// Null when the text is no key that can be kept: the transaction has lost its identity then, and a person has to look.
    /// </returns>
    public static TransactionKey? Key(string? text) => ForeignText.Name(text, TransactionKey.MaxLength) is { } key
        ? new TransactionKey(key)
        : null;

    /// <returns>Null when the text is no order's name.</returns>
    public static string? OrderName(string? text) => ForeignText.Name(text, MerchantOrderId.MaxLength);

    /// <summary>The sentence of the case about a key that cannot be kept.</summary>
    public static string AboutUnusableKey(string key) =>
        $"The PG has the order under a key of {key.Length} characters that begins with \"{ForeignText.Bounded(key, Quoted)}\". "
        + $"A key has 1 to {TransactionKey.MaxLength} visible characters and no card number in it. Nothing was applied.";
}
