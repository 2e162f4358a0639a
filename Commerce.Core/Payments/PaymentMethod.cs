namespace Commerce.Core.Payments;

public enum PaymentMethod
{
    /// <summary>포인트 결제: points pay everything, no PG is asked.</summary>
    Point,

    /// <summary>카드 결제: the card comes with the order.</summary>
    Card,

    /// <summary>결제창: the gateway's own payment window asked for the card, and gave a key.</summary>
    Widget,
}
