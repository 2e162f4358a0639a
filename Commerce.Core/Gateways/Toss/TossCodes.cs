using System.Collections.Frozen;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// What Toss's error codes prove. This is a list of what is certain; a code that is not on it, today's or tomorrow's, proves nothing, and
/// neither does any code with a 5xx, a 409 or a 429.
/// </summary>
internal static class TossCodes
{
    public const string NotFoundPayment = "NOT_FOUND_PAYMENT";
    public const string InvalidRequest = "INVALID_REQUEST";
    public const string DuplicatedOrderId = "DUPLICATED_ORDER_ID";

    // The confirm was refused and took no money. PROVIDER_ERROR and CARD_PROCESSING_ERROR are 400 as well, and are not among them.
    private static readonly FrozenDictionary<string, FailureCode> Refusals = new Dictionary<string, FailureCode>(StringComparer.Ordinal)
    {
        ["REJECT_CARD_PAYMENT"] = FailureCode.Declined,
        ["REJECT_CARD_COMPANY"] = FailureCode.Declined,
        ["REJECT_ACCOUNT_PAYMENT"] = FailureCode.Declined,
        ["REJECT_TOSSPAY_INVALID_ACCOUNT"] = FailureCode.Declined,
        ["EXCEED_MAX_AUTH_COUNT"] = FailureCode.Declined,
        ["EXCEED_MAX_ONE_DAY_AMOUNT"] = FailureCode.LimitExceeded,
        ["NOT_AVAILABLE_BANK"] = FailureCode.Declined,
        ["INVALID_PASSWORD"] = FailureCode.Declined,
        ["FDS_ERROR"] = FailureCode.Declined,
        ["INVALID_REJECT_CARD"] = FailureCode.InvalidCard,
        ["INVALID_STOPPED_CARD"] = FailureCode.InvalidCard,
        ["INVALID_CARD_LOST_OR_STOLEN"] = FailureCode.InvalidCard,
        ["INVALID_CARD_EXPIRATION"] = FailureCode.InvalidCard,
        ["INVALID_CARD_NUMBER"] = FailureCode.InvalidCard,
        ["INVALID_CARD_INSTALLMENT_PLAN"] = FailureCode.Declined,
        ["EXCEED_MAX_CARD_INSTALLMENT_PLAN"] = FailureCode.Declined,
        ["NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT"] = FailureCode.Declined,
        ["NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN"] = FailureCode.Declined,
        ["EXCEED_MAX_PAYMENT_AMOUNT"] = FailureCode.LimitExceeded,
        ["EXCEED_MAX_AMOUNT"] = FailureCode.LimitExceeded,
        ["EXCEED_MAX_DAILY_PAYMENT_COUNT"] = FailureCode.LimitExceeded,
        ["EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT"] = FailureCode.LimitExceeded,
        ["EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT"] = FailureCode.LimitExceeded,
        ["EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT"] = FailureCode.LimitExceeded,
        ["BELOW_MINIMUM_AMOUNT"] = FailureCode.Declined,
        ["RESTRICTED_TRANSFER_ACCOUNT"] = FailureCode.Declined,
        ["INVALID_ACCOUNT_INFO_RE_REGISTER"] = FailureCode.Declined,
        ["NOT_ALLOWED_POINT_USE"] = FailureCode.Declined,
        ["NOT_AVAILABLE_PAYMENT"] = FailureCode.Declined,
        ["NOT_FOUND_PAYMENT_SESSION"] = FailureCode.CheckoutExpired,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The request was wrong, not the buyer: whoever runs the shop has to mend it, and no payment fails for it.
    private static readonly FrozenSet<string> OurFaults = new[]
    {
        "UNAUTHORIZED_KEY", "INVALID_API_KEY", "INVALID_AUTHORIZE_AUTH", "UNAPPROVED_ORDER_ID", "NOT_FOUND_TERMINAL_ID",
        "INVALID_UNREGISTERED_SUBMALL", "NOT_REGISTERED_BUSINESS", "INVALID_IDEMPOTENCY_KEY", "INVALID_ORDER_ID",
        "INCORRECT_BASIC_AUTH_FORMAT", "FORBIDDEN_REQUEST", InvalidRequest,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Why a confirm that ended in this took no money; null when it may have.</summary>
    public static FailureCode? RefusalOf(int status, string? code) =>
        CanBeCertain(status) && code is not null && Refusals.TryGetValue(code, out var failure) ? failure : null;

    /// <summary>The same for a payment that Toss itself has as failed.</summary>
    public static FailureCode FailureOf(string? code) => Refusals.GetValueOrDefault(code ?? string.Empty, FailureCode.Declined);

    public static bool IsOurFault(int status, string? code) =>
        (CanBeCertain(status) || status == 401) && code is not null && OurFaults.Contains(code);

    private static bool CanBeCertain(int status) => status is 400 or 403 or 404;
}
