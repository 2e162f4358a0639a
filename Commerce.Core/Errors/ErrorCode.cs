using System.Reflection;

namespace Commerce.Core.Errors;

/// <summary>
/// A rule that was broken, as clients know it: the code of the published error table and the HTTP status that goes with it.
/// The sentence for people is looked up by <see cref="Code"/> in <c>ErrorMessages.resx</c>.
/// </summary>
/// <param name="Code">The published code, for example <c>PAYMENT_003</c>.</param>
/// <param name="Status">The HTTP status, 400-599.</param>
/// <param name="InMeta">What clients of the original find in <c>meta</c>, where that is not the code.</param>
public sealed record ErrorCode(string Code, int Status, string? InMeta = null)
{
    public static readonly ErrorCode BadRequest = new("BAD_REQUEST", 400, "Bad Request");
    public static readonly ErrorCode NotFound = new("NOT_FOUND", 404, "Not Found");
    public static readonly ErrorCode MethodNotAllowed = new("METHOD_NOT_ALLOWED", 405);
    public static readonly ErrorCode MediaTypeUnknown = new("UNSUPPORTED_MEDIA_TYPE", 415);
    public static readonly ErrorCode BodyTooLarge = new("CONTENT_TOO_LARGE", 413, "Content Too Large");
    /// <summary>What was to be changed is not what the caller has read (<c>If-Match</c>).</summary>
    public static readonly ErrorCode Changed = new("PRECONDITION_001", 412);

    public static readonly ErrorCode TooManyRequests = new("TOO_MANY_REQUESTS", 429, "Too Many Requests");
    public static readonly ErrorCode Internal = new("INTERNAL_SERVER_ERROR", 500, "Internal Server Error");

    /// <summary>What we depend on is away for now: the request was not at fault and may be made again.</summary>
    public static readonly ErrorCode TemporarilyUnavailable = new("SERVICE_001", 503);

    /// <summary>More requests than are worked on at once: this one was not looked at, nothing was recorded.</summary>
    public static readonly ErrorCode Overloaded = new("SERVICE_002", 503);

    /// <summary>Nothing that is believed says who asks: no token, an expired one, or one that was made for others.</summary>
    public static readonly ErrorCode CallerUnknown = new("AUTH_001", 401);

    /// <summary>Who asks is known, and may not do this.</summary>
    public static readonly ErrorCode CallerNotAllowed = new("AUTH_002", 403);

    public static readonly ErrorCode MemberNotFound = new("MEMBER_001", 404);
    public static readonly ErrorCode BrandNotFound = new("BRAND_001", 404);
    public static readonly ErrorCode ProductNotFound = new("PRODUCT_001", 404);
    public static readonly ErrorCode StockShort = new("STOCK_001", 400);
    public static readonly ErrorCode QuantityInvalid = new("QUANTITY_001", 400);
    public static readonly ErrorCode PointsShort = new("POINT_001", 400);
    public static readonly ErrorCode PointsInvalid = new("POINT_002", 400);
    public static readonly ErrorCode CouponNotFound = new("COUPON_001", 404);
    public static readonly ErrorCode CouponUnusable = new("COUPON_003", 400);
    public static readonly ErrorCode CouponAlreadyHeld = new("COUPON_004", 400);

    public static readonly ErrorCode OrderNotFound = new("ORDER_001", 404);
    public static readonly ErrorCode OrderStatusInvalid = new("ORDER_003", 400);

    public static readonly ErrorCode IdempotencyKeyInvalid = new("IDEMPOTENCY_001", 400);
    public static readonly ErrorCode IdempotencyKeyReused = new("IDEMPOTENCY_002", 422);
    public static readonly ErrorCode IdempotencyKeyInFlight = new("IDEMPOTENCY_003", 409);

    public static readonly ErrorCode CallbackRejected = new("CALLBACK_001", 401);
    public static readonly ErrorCode CallbackFromElsewhere = new("CALLBACK_002", 403);

    public static readonly ErrorCode PaymentNotFound = new("PAYMENT_001", 404);
    public static readonly ErrorCode PaymentStatusInvalid = new("PAYMENT_002", 400);
    public static readonly ErrorCode PaymentUnavailable = new("PAYMENT_003", 503);
    public static readonly ErrorCode GatewayNotAvailable = new("PAYMENT_004", 503);
    public static readonly ErrorCode GatewayRequestFailed = new("PAYMENT_005", 502);
    public static readonly ErrorCode CardRefused = new("PAYMENT_005", 400);
    public static readonly ErrorCode GatewayTimeout = new("PAYMENT_006", 504);
    public static readonly ErrorCode PaymentAlreadyProcessed = new("PAYMENT_007", 409);

    /// <summary>The browser's amount is not the order's: nothing was asked of the gateway.</summary>
    public static readonly ErrorCode PaymentAmountDiffers = new("PAYMENT_008", 409);

    /// <summary>The time for paying is over: nothing was asked of the gateway.</summary>
    public static readonly ErrorCode CheckoutExpired = new("PAYMENT_009", 409);

    /// <summary>The key that the browser brought is none of this payment's.</summary>
    public static readonly ErrorCode PaymentKeyUnknown = new("PAYMENT_010", 400);

    public static readonly ErrorCode CaseNotFound = new("CASE_001", 404);
    public static readonly ErrorCode CaseResolved = new("CASE_002", 409);

    /// <summary>What a reader of the event log asks for is not kept any more: he has missed events.</summary>
    public static readonly ErrorCode EventsGone = new("EVENT_001", 410);

    public static readonly ErrorCode WebhookNotFound = new("WEBHOOK_001", 404);

    /// <summary>There is no key to seal secrets with.</summary>
    public static readonly ErrorCode WebhooksOff = new("WEBHOOK_002", 503);

    public static readonly ErrorCode WebhooksTooMany = new("WEBHOOK_003", 409);
    public static readonly ErrorCode DeliveryNotFound = new("WEBHOOK_004", 404);

    public static readonly ErrorCode ReconciliationNotFound = new("RECONCILIATION_001", 404);
    public static readonly ErrorCode BooksUnreadable = new("RECONCILIATION_002", 502);
    public static readonly ErrorCode ReconciliationUnfinished = new("RECONCILIATION_003", 409);

    /// <summary>Every published one.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (ErrorCode)field.GetValue(null)!)];
}
