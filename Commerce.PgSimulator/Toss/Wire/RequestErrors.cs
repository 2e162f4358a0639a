namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>What is wrong with the request or with who sends it, and what is not there.</summary>
internal static class RequestErrors
{
    /// <summary>The merchant is at fault; no money moved by the request.</summary>
    public static IReadOnlyList<DialectError> Merchants { get; } =
    [
        new(401, "UNAUTHORIZED_KEY", "인증되지 않은 시크릿 키 혹은 클라이언트 키 입니다.", "The key is nobody's."),
        new(400, "INVALID_API_KEY", "잘못된 시크릿키 연동 정보 입니다.", "The key is not the secret key."),
        new(400, "INVALID_REQUEST", "잘못된 요청입니다.", "The request is wrong."),
        new(400, "INVALID_AUTHORIZE_AUTH", "유효하지 않은 인증 방식입니다.", "The way of authenticating is wrong."),
        new(400, "UNAPPROVED_ORDER_ID", "아직 승인되지 않은 주문번호입니다.", "The order id is not approved yet."),
        new(400, "NOT_FOUND_TERMINAL_ID", "단말기번호(Terminal Id)가 없습니다. 토스페이먼츠로 문의 바랍니다.", "The merchant has no terminal."),
        new(400, "INVALID_UNREGISTERED_SUBMALL", "등록되지 않은 서브몰입니다.", "The sub-merchant is not registered."),
        new(400, "NOT_REGISTERED_BUSINESS", "등록되지 않은 사업자 번호입니다.", "The business is not registered."),
        new(400, "INVALID_IDEMPOTENCY_KEY", "멱등키는 300자 이하여야 합니다.", "An idempotency key has 300 characters at most."),
        new(422, "IDEMPOTENCY_KEY_REUSED", "같은 멱등키로 다른 요청을 보낼 수 없습니다.", "The idempotency key was used for another body."),
        new(400, "INVALID_ORDER_ID",
            "주문번호는 영문 대소문자, 숫자, 특수문자(-, _)로 이루어진 6자 이상 64자 이하의 문자열이어야 합니다.", "An order id has 6 to 64 letters, digits, - and _."),
        new(403, "INCORRECT_BASIC_AUTH_FORMAT",
            "잘못된 요청입니다. ':' 를 포함해 인코딩해주세요.", "Basic authentication takes base64 of the key and a colon."),
        new(403, "FORBIDDEN_REQUEST", "허용되지 않은 요청입니다.", "The request is not allowed."),
        new(400, "INVALID_TEST_CODE", "존재하지 않는 테스트 코드입니다.", "There is no such test code."),
    ];

    /// <summary>There is nothing of that name, or not any more.</summary>
    public static IReadOnlyList<DialectError> Absent { get; } =
    [
        new(404, "NOT_FOUND_PAYMENT", "존재하지 않는 결제 정보 입니다.", "There is no such payment."),
        new(404, "NOT_FOUND_PAYMENT_SESSION",
            "결제 시간이 만료되어 결제 진행 데이터가 존재하지 않습니다.", "The time to pay is over; there is nothing to confirm."),
        new(404, "NOT_FOUND", "존재하지 않는 정보 입니다.", "There is no such thing."),
        new(405, "NOT_ALLOWED_METHOD", "허용되지 않은 메소드입니다.", "The method is not allowed."),
    ];
}
