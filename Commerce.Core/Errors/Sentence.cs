namespace Commerce.Core.Errors;

/// <summary>Sentences for people, most of them more exact than an error's own message. Each has an entry of its name in <c>ErrorMessages.resx</c>.</summary>
public enum Sentence
{
    MemberHeaderMissing,
    BodyUnreadable,
    FieldUnreadable,
    ParameterUnreadable,
    OrderLinesMissing,
    OrderLinesTooMany,
    QuantityBelowOne,
    QuantityAboveLimit,
    StockShortOfProduct,
    CardNumberMissing,
    CardNumberMalformed,
    CardTypeMissing,
    CardTypeUnknown,
    PointsNotPositive,
    PointsShortOf,
    PointsAboveAmount,
    CouponNotOwned,
    CardPaymentUnavailable,
    PageOutOfRange,
    SortUnknown,
    PaymentInProgress,
    PaymentBeingConfirmed,
}
