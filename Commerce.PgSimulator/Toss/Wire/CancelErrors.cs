namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>What a cancel can be answered with, beside the errors of all calls.</summary>
internal static class CancelErrors
{
    /// <summary>In the order of the contract: done already, doubtful, refused.</summary>
    public static IReadOnlyList<DialectError> All { get; } =
    [
        new(400, "ALREADY_CANCELED_PAYMENT", "이미 취소된 결제 입니다.", "The payment is cancelled already."),
        new(400, "ALREADY_REFUND_PAYMENT", "이미 환불된 결제입니다.", "The payment is refunded already."),
        new(500, "FAILED_REFUND_PROCESS", "은행 응답시간 지연이나 일시적인 오류로 환불요청에 실패했습니다.", "The refund failed for the moment."),
        new(500, "FAILED_METHOD_HANDLING_CANCEL",
            "취소 중 결제 시 사용한 결제 수단 처리과정에서 일시적인 오류가 발생했습니다.", "The payment's means failed for the moment."),
        new(500, "FAILED_PARTIAL_REFUND", "은행 점검, 해약 계좌 등의 사유로 부분 환불이 실패했습니다.", "The partial refund failed."),
        new(403, "NOT_CANCELABLE_PAYMENT", "취소 할 수 없는 결제 입니다.", "The payment cannot be cancelled."),
        new(403, "NOT_CANCELABLE_AMOUNT", "취소 할 수 없는 금액 입니다.", "The amount cannot be cancelled."),
        new(403, "NOT_ALLOWED_PARTIAL_REFUND", "에스크로 주문, 현금 카드 결제일 때는 부분 환불이 불가합니다.", "The payment cannot be refunded in part."),
        new(403, "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT",
            "입금 대기중인 결제는 부분 환불이 불가합니다.", "What is not paid cannot be refunded in part."),
        new(403, "EXCEED_MAX_REFUND_DUE", "환불 가능한 기간이 지났습니다.", "The time for a refund is over."),
        new(403, "NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER",
            "휴면 처리된 회원의 결제는 취소할 수 없습니다.", "The payment of a dormant user cannot be cancelled."),
        new(400, "NOT_MATCHES_REFUNDABLE_AMOUNT", "잔액 결과가 일치하지 않습니다.", "The refundable amount is another one."),
        new(400, "EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT", "즉시할인금액보다 적은 금액은 부분취소가 불가능합니다.", "Less than the discount cannot be cancelled."),
        new(400, "INVALID_REFUND_ACCOUNT_INFO", "환불 계좌번호와 예금주명이 일치하지 않습니다.", "The refund account is not that holder's."),
        new(400, "INVALID_REFUND_ACCOUNT_NUMBER", "잘못된 환불 계좌번호입니다.", "The refund account's number is wrong."),
        new(400, "INVALID_BANK", "유효하지 않은 은행입니다.", "There is no such bank."),
        new(400, "REFUND_REJECTED", "환불이 거절됐습니다. 결제사에 문의 부탁드립니다.", "The refund was refused."),
        new(400, "FORBIDDEN_BANK_REFUND_REQUEST", "고객 계좌가 입금이 되지 않는 상태입니다.", "The account takes no money."),
    ];
}
