using Commerce.Core.Payments;

namespace Commerce.Api.Payments;

/// <summary>
/// What the simulator and the original call back with. Each gateway has a body of its own: it is stored as it comes, and read by who knows
/// the gateway.
/// </summary>
internal sealed record CallbackExample(
    string TransactionKey, string OrderId, CardType CardType, string CardNo, long Amount, PaymentStatus Status, string? Reason)
{
    public const string Json =
        """
        {"transactionKey":"20250816:TR:9577c5","orderId":"ORDER000001","cardType":"SAMSUNG","cardNo":"1234-5678-9814-1451",
         "amount":5000,"status":"SUCCESS","reason":"정상 승인되었습니다."}
        """;
}
