using Commerce.Core.Errors;

namespace Commerce.Core.Payments;

/// <summary>The card that is to pay.</summary>
public sealed record Card(CardType Type, CardNumber Number)
{
    /// <exception cref="CommerceException">400 when type or number is missing, unknown or malformed.</exception>
    public static Card Parse(string? type, string? number)
    {
        if (string.IsNullOrWhiteSpace(type))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.CardTypeMissing);
        }

        // A number would parse as an enum value too: "0" is not a card type.
        if (!char.IsAsciiLetter(type[0]) || !Enum.TryParse<CardType>(type, ignoreCase: true, out var cardType))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.CardTypeUnknown, type);
        }

        return new Card(cardType, CardNumber.Parse(number));
    }
}
