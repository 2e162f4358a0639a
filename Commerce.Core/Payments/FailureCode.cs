namespace Commerce.Core.Payments;

/// <summary>
/// Why a payment took no money, or an order came to nothing. This is what is stored and decided by; the texts for people are made from it
/// when somebody reads them, in the reader's language.
/// </summary>
public enum FailureCode
{
    /// <summary>The goods were gone when the money came.</summary>
    OutOfStock,

    /// <summary>The gateway refused the card data: the customer can mend it.</summary>
    InvalidCard,

    /// <summary>The card's limit does not allow the amount.</summary>
    LimitExceeded,

    /// <summary>The gateway said no for another reason of its own.</summary>
    Declined,

    /// <summary>The gateway has it as cancelled: no money was taken, or it went back.</summary>
    CancelledAtGateway,

    /// <summary>The gateway was asked later and knows of no such payment.</summary>
    NotFoundAtGateway,

    /// <summary>The gateway failed every time it was asked, and nothing was found afterwards.</summary>
    GatewayError,

    /// <summary>The gateway did not answer in time, and the configuration says not to wait for it.</summary>
    GatewayTimeout,

    /// <summary>Nothing could be sent to the gateway: no connection, an open circuit breaker, or a pause that it asked for.</summary>
    GatewayUnavailable,

    /// <summary>No gateway is configured that takes this payment.</summary>
    NoGateway,

    /// <summary>The gateway took money for the order besides the order's own payment.</summary>
    DuplicateCapture,

    /// <summary>The buyer did not finish in the payment window in time; nothing was asked of the gateway.</summary>
    CheckoutExpired,

    /// <summary>The key that the browser brought is none of the gateway's.</summary>
    PaymentKeyUnknown,
}
