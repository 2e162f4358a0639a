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
        var fields = new FieldChecks();
        var cardType = fields.Read(() => TypeOf(type));
        var cardNumber = fields.Read(() => CardNumber.Parse(number));
        fields.ThrowIfAny();
        return new Card(cardType, cardNumber!);
    }

    private static CardType TypeOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.CardTypeMissing) { Field = "cardType" };
        }

        return ExactName<CardType>.TryRead(text, out var type)
            ? type
            : throw new CommerceException(
                ErrorCode.BadRequest, Sentence.CardTypeUnknown, ForeignText.Bounded(text, MaxEchoedLength), ExactName<CardType>.All)
            {
                Field = "cardType",
            };
    }
}
