using Commerce.PgSimulator.Payments;

namespace Commerce.PgSimulator.Faults;

/// <summary>How a payment ends, in the original's words.</summary>
internal sealed record Verdict(PaymentStatus Status, string Reason)
{
    public static readonly Verdict Approved = new(PaymentStatus.SUCCESS, "정상 승인되었습니다.");
    public static readonly Verdict LimitExceeded = new(PaymentStatus.FAILED, "한도초과입니다. 다른 카드를 선택해주세요.");
    public static readonly Verdict InvalidCard = new(PaymentStatus.FAILED, "잘못된 카드입니다. 다른 카드를 선택해주세요.");
}
