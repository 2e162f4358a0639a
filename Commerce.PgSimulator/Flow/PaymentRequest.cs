using System.Text.RegularExpressions;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Flow;

/// <summary>What a merchant asks for. The amount is in won.</summary>
internal sealed partial record PaymentRequest(string OrderId, CardType CardType, string CardNo, long Amount, string CallbackUrl)
{
    /// <summary>The original's own sample.</summary>
    public const string Example =
        """
        {"orderId":"1351039135","cardType":"SAMSUNG","cardNo":"1234-5678-9814-1451","amount":5000,
         "callbackUrl":"http://localhost:8080/api/v1/payments/callback"}
        """;

    private const int ShortestOrderId = 6;

    /// <summary>Checks the request in the original's order: a client sees one message, that of the first breach.</summary>
    /// <exception cref="PgException">A rule is broken: 400 with the original's sentence.</exception>
    public void Validate(CallbackTargets targets)
    {
        if (string.IsNullOrWhiteSpace(OrderId) || OrderId.Length < ShortestOrderId)
        {
            throw new PgException(WireError.BadRequest, "주문 ID는 6자리 이상 문자열이어야 합니다.");
        }

        if (!CardNoPattern().IsMatch(CardNo))
        {
            throw new PgException(WireError.BadRequest, "카드 번호는 xxxx-xxxx-xxxx-xxxx 형식이어야 합니다.");
        }

        if (Amount <= 0)
        {
            throw new PgException(WireError.BadRequest, "결제금액은 양의 정수여야 합니다.");
        }

        if (!targets.Allow(CallbackUrl))
        {
            throw new PgException(WireError.BadRequest, $"콜백 URL 은 {targets.Prefixes} 로 시작해야 합니다.");
        }
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{4}\z")]
    private static partial Regex CardNoPattern();
}
