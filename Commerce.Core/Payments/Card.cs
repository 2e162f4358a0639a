using Commerce.Core.Errors;
using Commerce.Core.Texts;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Payments;

/// <summary>The card that is to pay.</summary>
public sealed record Card(CardType Type, CardNumber Number) : PaymentInstrument
{
    private const int MaxEchoedLength = 50;

    public override PaymentMethod Method => PaymentMethod.Card;

    /// <exception cref="CommerceException">400 when type or number is missing, unknown or malformed.</exception>
    public static Card Parse(string? type, string? number)
    {
        if (string.IsNullOrWhiteSpace(type))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.CardTypeMissing);
        }

        return ExactName<CardType>.TryRead(type, out var cardType)
            ? new Card(cardType, CardNumber.Parse(number))
            : throw new CommerceException(
                ErrorCode.BadRequest, Sentence.CardTypeUnknown, ForeignText.Bounded(type, MaxEchoedLength), ExactName<CardType>.All);
    }
}
