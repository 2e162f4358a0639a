using System.Text.RegularExpressions;
using Commerce.Core.Errors;

namespace Commerce.Core.Payments;

/// <summary>
/// A card number on its way from the order request to the PG. It prints masked, whatever prints it; only
/// <see cref="Reveal"/> gives the digits, and only the gateway calls that (I15).
/// </summary>
public sealed partial class CardNumber
{
    private readonly string _digits;

    private CardNumber(string digits) => _digits = digits;

    /// <summary>What may be stored and shown: <c>****-****-****-1451</c>.</summary>
    public string Masked => $"****-****-****-{_digits[^4..]}";

    /// <exception cref="CommerceException">
    /// 400 when the text is missing or not <c>xxxx-xxxx-xxxx-xxxx</c>; it never repeats the text.
    /// </exception>
    public static CardNumber Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.CardNumberMissing) { Field = "cardNo" };
        }

        return Shape().IsMatch(text)
            ? new CardNumber(text)
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.CardNumberMalformed) { Field = "cardNo" };
    }

    internal string Reveal() => _digits;

    public override string ToString() => Masked;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{4}\z")]
    private static partial Regex Shape();
}
