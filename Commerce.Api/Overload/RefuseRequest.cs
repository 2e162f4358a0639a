using Commerce.Api.Http;
using Commerce.Core.Errors;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Overload;

/// <summary>
/// Answers a request that is more than the process bears: 503 with <c>Retry-After</c>. Its endpoint has not run, so nothing was stored,
/// and it may come again as it is, under the same idempotency key.
/// </summary>
internal sealed class RefuseRequest(IOptions<OverloadOptions> options)
{
    private readonly int _longestWait = (int)Math.Ceiling(options.Value.LongestRetryAfter.TotalSeconds);
    private int _refused;

    public ValueTask ExecuteAsync(HttpContext context)
    {
        var number = (uint)Interlocked.Increment(ref _refused);
        ProblemAnswer.SetRetryAfter(context, TimeSpan.FromSeconds(1 + (number % _longestWait)));
        return new ValueTask(ProblemAnswer.WriteAsync(context, ErrorCode.Overloaded, ErrorMessages.For(ErrorCode.Overloaded)));
    }
}
