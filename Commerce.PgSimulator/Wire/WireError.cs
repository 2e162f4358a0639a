namespace Commerce.PgSimulator.Wire;

/// <summary>The kinds of error the gateway knows: HTTP status, error code and the message used when there is no better one.</summary>
internal sealed record WireError(int Status, string Code, string DefaultMessage)
{
    public static readonly WireError Internal = new(500, "Internal Server Error", "일시적인 오류가 발생했습니다.");
    public static readonly WireError BadRequest = new(400, "Bad Request", "잘못된 요청입니다.");
    public static readonly WireError NotFound = new(404, "Not Found", "존재하지 않는 요청입니다.");
    public static readonly WireError Conflict = new(409, "Conflict", "이미 존재하는 리소스입니다.");

    // The original never answers with these two; a client meets them only when it asks for more than the original has.
    public static readonly WireError UnprocessableContent = new(422, "Unprocessable Content", "처리할 수 없는 요청입니다.");
    public static readonly WireError TooManyRequests = new(429, "Too Many Requests", "요청이 너무 많습니다. 잠시 후 다시 시도해주세요.");
}
