using Commerce.Api.Http;
using Commerce.Core.Errors;

namespace Commerce.Api.Overload;

/// <summary>
/// Answers a request that is more than the process bears: 503 with <c>Retry-After</c>. Its endpoint has not run, so nothing was stored,
/// and it may come again as it is, under the same idempotency key.
/// </summary>
internal sealed class RefuseRequest(OverloadTelemetry telemetry)
{
    /// <param name="limit">Which limit was reached, one of <see cref="RequestLimit"/>.</param>
    /// <param name="wait">When it should come again.</param>
    public Task ExecuteAsync(HttpContext context, string limit, TimeSpan wait)
    {
        telemetry.CountRefused(limit);
        ProblemAnswer.SetRetryAfter(context, wait);
        return ProblemAnswer.WriteAsync(context, ErrorCode.Overloaded, ErrorMessages.For(ErrorCode.Overloaded));
    }
}
