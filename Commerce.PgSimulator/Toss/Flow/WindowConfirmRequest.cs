using System.Text.RegularExpressions;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>What a merchant confirms: the payment that the window gave, his own order and his own amount in won.</summary>
internal sealed partial record WindowConfirmRequest(string PaymentKey, string OrderId, long Amount)
{
    public const string Example = """{"paymentKey":"tgen_20250816102030abc","orderId":"order-1351039135","amount":5000}""";
    private const int LongestPaymentKey = 200;
    private const int LongestText = 1_000;

    /// <exception cref="TossException">INVALID_REQUEST or INVALID_ORDER_ID: it is not such a request.</exception>
    public static WindowConfirmRequest Read(TossBody body)
    {
        var request = new WindowConfirmRequest(
            body.Text("paymentKey", LongestPaymentKey),
            body.Text("orderId", LongestText),
            body.Won("amount") ?? throw new TossException("INVALID_REQUEST"));
        return IsOrderId(request.OrderId) ? request : throw new TossException("INVALID_ORDER_ID");
    }

    /// <summary>6 to 64 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool IsOrderId(string text) => OrderIdPattern().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{6,64}\z")]
    private static partial Regex OrderIdPattern();
}
