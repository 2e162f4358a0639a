namespace Commerce.Core.Payments;

public enum PaymentMethod
{
    /// <summary>포인트 결제: points pay everything, no PG is asked.</summary>
    Point,

    /// <summary>카드 결제.</summary>
    Card,
}
