using System.Net;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Hosting;

internal static class ProblemAssertions
{
    /// <summary>An error reads the same for both worlds: problem details and the envelope's meta.</summary>
    public static void IsProblem(this Answer answer, HttpStatusCode status, string errorCode, string message)
    {
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal((int)status, answer.Problem.Status);
        Assert.Equal((errorCode, message), (answer.Problem.ErrorCode, answer.Problem.Detail));
        Assert.Equal(new Meta("FAIL", InMeta(errorCode), message), answer.Problem.Meta);
    }

    // The original had a status's words for these, and its clients still find them.
    private static string InMeta(string errorCode) => errorCode switch
    {
        "BAD_REQUEST" => "Bad Request",
        "NOT_FOUND" => "Not Found",
        "CONTENT_TOO_LARGE" => "Content Too Large",
        "TOO_MANY_REQUESTS" => "Too Many Requests",
        "INTERNAL_SERVER_ERROR" => "Internal Server Error",
        _ => errorCode,
    };
}
