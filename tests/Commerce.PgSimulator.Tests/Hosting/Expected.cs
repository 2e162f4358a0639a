namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>The original's envelope, letter by letter.</summary>
public static class Expected
{
    public static string Success(string data) => "{\"meta\":{\"result\":\"SUCCESS\"},\"data\":" + data + "}";

    public static string Fail(string errorCode, string message) =>
        "{\"meta\":{\"result\":\"FAIL\",\"errorCode\":\"" + errorCode + "\",\"message\":\"" + message + "\"}}";

    /// <summary>The 400 with this message, as JSON and nothing else.</summary>
    public static void BadRequest(Answer answer, string message) => Failure(answer, 400, "Bad Request", message);

    public static void NotFound(Answer answer, string message) => Failure(answer, 404, "Not Found", message);

    public static void InternalError(Answer answer, string message = "일시적인 오류가 발생했습니다.") =>
        Failure(answer, 500, "Internal Server Error", message);

    public static void Failure(Answer answer, int status, string errorCode, string message)
    {
        Assert.Equal(Fail(errorCode, message), answer.Text);
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
    }
}
