namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>What a confirm can be answered with, by what it means for the money.</summary>
internal static class ConfirmErrors
{
    /// <summary>No money moves, and the buyer may take other means.</summary>
    public static IReadOnlyList<DialectError> Refusals { get; } =
    [
        new(403, "REJECT_CARD_PAYMENT", "한도초과 혹은 잔액부족으로 결제에 실패했습니다.", "The card's limit or balance does not allow the payment."),
        new(403, "REJECT_CARD_COMPANY", "결제 승인이 거절되었습니다.", "The card company refused the payment."),
        new(403, "REJECT_ACCOUNT_PAYMENT", "잔액부족으로 결제에 실패했습니다.", "The account's balance does not allow the payment."),
        new(403, "REJECT_TOSSPAY_INVALID_ACCOUNT", "선택하신 출금 계좌가 출금이체 등록이 되어 있지 않아요.", "The account is not registered for transfers."),
        new(403, "EXCEED_MAX_AUTH_COUNT", "최대 인증 횟수를 초과했습니다. 카드사로 문의해주세요.", "Authenticated too often; ask the card company."),
        new(403, "EXCEED_MAX_ONE_DAY_AMOUNT", "일일 한도를 초과했습니다.", "The limit of a day is exceeded."),
        new(403, "NOT_AVAILABLE_BANK", "은행 서비스 시간이 아닙니다.", "The bank does not serve at this time."),
        new(403, "INVALID_PASSWORD", "결제 비밀번호가 일치하지 않습니다.", "The payment password is wrong."),
        new(403, "FDS_ERROR", "위험거래가 감지되어 결제가 제한됩니다.", "The payment looks dangerous and was stopped."),
        new(400, "INVALID_REJECT_CARD", "카드 사용이 거절되었습니다. 카드사 문의가 필요합니다.", "The card was refused; ask the card company."),
        new(400, "INVALID_STOPPED_CARD", "정지된 카드 입니다.", "The card is suspended."),
        new(400, "INVALID_CARD_LOST_OR_STOLEN", "분실 혹은 도난 카드입니다.", "The card is lost or stolen."),
        new(400, "INVALID_CARD_EXPIRATION", "카드 정보를 다시 확인해주세요. (유효기간)", "The card's expiry date is wrong."),
        new(400, "INVALID_CARD_NUMBER", "카드번호를 다시 확인해주세요.", "The card's number is wrong."),
        new(400, "INVALID_CARD_INSTALLMENT_PLAN", "할부 개월 정보가 잘못되었습니다.", "The instalment plan is wrong."),
        new(400, "EXCEED_MAX_CARD_INSTALLMENT_PLAN", "설정 가능한 최대 할부 개월 수를 초과했습니다.", "Too many instalments."),
        new(400, "NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT",
            "할부가 지원되지 않는 카드 또는 가맹점 입니다.", "The card or the merchant has no instalments."),
        new(400, "NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN", "할부가 지원되지 않는 카드입니다.", "The card has no instalments."),
        new(400, "EXCEED_MAX_PAYMENT_AMOUNT", "하루 결제 가능 금액을 초과했습니다.", "The amount of a day is exceeded."),
        new(400, "EXCEED_MAX_AMOUNT", "거래금액 한도를 초과했습니다.", "The amount of a payment is exceeded."),
        new(400, "EXCEED_MAX_DAILY_PAYMENT_COUNT", "하루 결제 가능 횟수를 초과했습니다.", "The number of a day's payments is exceeded."),
        new(400, "EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT", "당월 결제 가능금액을 초과했습니다.", "The amount of a month is exceeded."),
        new(400, "EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT", "1일 출금 한도를 초과했습니다.", "The withdrawals of a day are exceeded."),
        new(400, "EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT", "1회 출금 한도를 초과했습니다.", "The amount of a withdrawal is exceeded."),
        new(400, "BELOW_MINIMUM_AMOUNT", "신용카드는 결제금액이 100원 이상, 계좌는 200원이상부터 결제가 가능합니다.", "A card pays 100 won at least, an account 200."),
        new(400, "RESTRICTED_TRANSFER_ACCOUNT",
            "계좌는 등록 후 12시간 뒤부터 결제할 수 있습니다.", "The account pays from 12 hours after its registration."),
        new(400, "INVALID_ACCOUNT_INFO_RE_REGISTER", "유효하지 않은 계좌입니다. 계좌 재등록 후 시도해주세요.", "The account is not valid; register it again."),
        new(400, "NOT_ALLOWED_POINT_USE", "포인트 사용이 불가한 카드로 카드 포인트 결제에 실패했습니다.", "The card does not pay with points."),
        new(400, "NOT_AVAILABLE_PAYMENT", "결제가 불가능한 시간대입니다.", "There are no payments at this time."),
    ];

    /// <summary>The money may have moved or may move yet.</summary>
    public static IReadOnlyList<DialectError> Doubtful { get; } =
    [
        new(500, "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING", "결제가 완료되지 않았어요. 다시 시도해주세요.", "The payment was not completed; try again."),
        new(500, "FAILED_INTERNAL_SYSTEM_PROCESSING",
            "내부 시스템 처리 작업이 실패했습니다. 잠시 후 다시 시도해주세요.", "An inner system failed; try again later."),
        new(500, "UNKNOWN_PAYMENT_ERROR",
            "결제에 실패했어요. 같은 문제가 반복된다면 은행이나 카드사로 문의해주세요.", "The payment failed; ask the bank or the card company."),
        new(500, "UNKNOWN_ERROR", "알 수 없는 에러가 발생했습니다.", "Nobody knows what went wrong."),
        new(500, "COMMON_ERROR", "일시적인 오류가 발생했습니다. 잠시 후 다시 시도해주세요.", "Something failed for the moment; try again later."),
        new(409, "IDEMPOTENT_REQUEST_PROCESSING", "이전 멱등 요청이 처리중입니다.", "The request of that idempotency key is in flight."),
        new(400, "ALREADY_PROCESSED_PAYMENT", "이미 처리된 결제 입니다.", "The payment was processed already."),
        new(400, "DUPLICATED_ORDER_ID", "이미 승인 및 취소가 진행된 중복된 주문번호 입니다.", "The order id has an approved or cancelled payment."),
        new(400, "PROVIDER_ERROR", "일시적인 오류가 발생했습니다. 잠시 후 다시 시도해주세요.", "The provider failed for the moment; try again later."),
        new(400, "CARD_PROCESSING_ERROR", "카드사에서 오류가 발생했습니다.", "The card company failed."),
        new(403, "FORBIDDEN_CONSECUTIVE_REQUEST", "반복적인 요청은 허용되지 않습니다. 잠시 후 다시 시도해주세요.", "Not so often; try again later."),
        new(429, "TOO_MANY_REQUESTS", "요청이 너무 많습니다. 잠시 후 다시 시도해주세요.", "Too many requests; try again later."),
    ];
}
