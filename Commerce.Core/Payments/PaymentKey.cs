using System.Text.RegularExpressions;
using Commerce.Core.Errors;
using Commerce.Core.Texts;

namespace Commerce.Core.Payments;

/// <summary>
/// The key that a payment window gave to the browser. Anybody can send anything as one, and it goes into addresses that we ask under our
/// own secret: so it is letters, digits, <c>_</c> and <c>-</c>, and no card number.
/// </summary>
public static partial class PaymentKey
{
    /// <returns>Null when the text is none.</returns>
    public static TransactionKey? Read(string? text) =>
        ForeignText.Name(text, TransactionKey.MaxLength) is { } name && Shape().IsMatch(name) ? new TransactionKey(name) : null;

    /// <exception cref="CommerceException">400 when the text is none; it is never repeated.</exception>
    public static TransactionKey Parse(string? text) =>
        Read(text) ?? throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "paymentKey") { Field = "paymentKey" };

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex Shape();
}
