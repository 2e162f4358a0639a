using System.Diagnostics;
using Commerce.Core.Errors;

namespace Commerce.Core.Payments;

/// <summary>What a client is told of a failure: the published error, and a sentence in its own language.</summary>
public static class FailureTexts
{
    /// <summary>The published error that stands for the failure, today and after a restart.</summary>
    public static ErrorCode ToError(this FailureCode code) => code switch
    {
        FailureCode.OutOfStock => ErrorCode.StockShort,
        FailureCode.InvalidCard => ErrorCode.CardRefused,
        FailureCode.GatewayUnavailable => ErrorCode.PaymentUnavailable,
        FailureCode.NoGateway => ErrorCode.GatewayNotAvailable,
        FailureCode.GatewayTimeout => ErrorCode.GatewayTimeout,
        FailureCode.CheckoutExpired => ErrorCode.CheckoutExpired,
        FailureCode.PaymentKeyUnknown => ErrorCode.PaymentKeyUnknown,
        FailureCode.LimitExceeded or FailureCode.Declined or FailureCode.CancelledAtGateway or FailureCode.NotFoundAtGateway
            or FailureCode.GatewayError or FailureCode.DuplicateCapture => ErrorCode.GatewayRequestFailed,
        _ => throw new UnreachableException(),
    };

    /// <summary>Why, for the customer, in the culture of the request.</summary>
    public static string ToText(this FailureCode code) => ErrorMessages.For(code switch
    {
        FailureCode.OutOfStock => Sentence.FailureOutOfStock,
        FailureCode.InvalidCard => Sentence.FailureInvalidCard,
        FailureCode.LimitExceeded => Sentence.FailureLimitExceeded,
        FailureCode.Declined => Sentence.FailureDeclined,
        FailureCode.CancelledAtGateway => Sentence.FailureCancelled,
        FailureCode.NotFoundAtGateway => Sentence.FailureNotFound,
        FailureCode.GatewayError or FailureCode.GatewayTimeout => Sentence.FailureGateway,
        FailureCode.GatewayUnavailable or FailureCode.NoGateway => Sentence.CardPaymentUnavailable,
        FailureCode.DuplicateCapture => Sentence.FailureDuplicate,
        FailureCode.CheckoutExpired => Sentence.FailureCheckoutExpired,
        FailureCode.PaymentKeyUnknown => Sentence.FailurePaymentKeyUnknown,
        _ => throw new UnreachableException(),
    });

    /// <summary>The sentence that goes with the error, for whoever sent the order that failed.</summary>
    public static string ToErrorMessage(this FailureCode code) =>
        ErrorMessages.For(code.ToError(), code == FailureCode.GatewayUnavailable ? Sentence.CardPaymentUnavailable : null);
}
