using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Api.Orders;

/// <summary>The body of <c>POST /api/v1/orders/{orderId}/pay</c>: what the payment window gave to the browser.</summary>
/// <param name="PaymentKey">The gateway's key of the attempt: 1 to 200 letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Amount">Won, as the window said. Anything but the attempt's own amount is refused.</param>
internal sealed record PayOrderRequest(
    [property: Required] string? PaymentKey,
    [property: Required, JsonNumberHandling(JsonNumberHandling.Strict)] long? Amount)
{
    /// <summary>The key is made up: the window gives the real one.</summary>
    public const string Example = """{"paymentKey":"tviva20261127101500abcd1","amount":52000}""";

    /// <exception cref="CommerceException">400 with each field that is missing or malformed.</exception>
    public (TransactionKey Key, long Amount) Checked()
    {
        var fields = new FieldChecks();
        var key = fields.Read(() => Core.Payments.PaymentKey.Parse(PaymentKey));
        var amount = fields.Read(() =>
            Amount ?? throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "amount") { Field = "amount" });
        fields.ThrowIfAny();
        return (key, amount);
    }

    /// <summary>A record prints its members; who has this key may be able to take the money.</summary>
    public override string ToString() => nameof(PayOrderRequest);
}
