using Commerce.Core.Errors;
using Commerce.Core.Texts;

namespace Commerce.Core.Payments;

/// <summary>What a gateway's own payment window gave to the customer's browser for one payment: the card never reaches us.</summary>
/// <param name="Value">1 to <see cref="MaxLength"/> visible characters.</param>
public sealed record WidgetKey(string Value) : PaymentInstrument
{
    public const int MaxLength = 200;

    public override PaymentMethod Method => PaymentMethod.Widget;

    /// <exception cref="CommerceException">400 when it is no such key; it never repeats the text.</exception>
    public static WidgetKey Parse(string text) => ForeignText.Name(text, MaxLength) is { } key
        ? new WidgetKey(key)
        : throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "paymentKey") { Field = "paymentKey" };

    /// <summary>Who has it may be able to take the money.</summary>
    public override string ToString() => nameof(WidgetKey);
}
