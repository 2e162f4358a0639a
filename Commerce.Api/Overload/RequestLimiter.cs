using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Commerce.Api.Overload;

/// <summary>One kind of requests: so many are worked on at once, a few more wait, and what comes beyond is refused.</summary>
/// <param name="limit">Its name, one of <see cref="RequestLimit"/>.</param>
internal sealed class RequestLimiter(string limit, int atOnce, int queue, ReturnTimes returns, RefuseRequest refuse)
    : IRateLimiterPolicy<string>
{
    private readonly ConcurrencyLimiterOptions _options = new()
    {
        PermitLimit = atOnce,
        QueueLimit = queue, // Oldest first: who waits is served, who comes too late is told at once.
    };

    private Func<long> _letIn = () => 0;

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected =>
        (rejected, _) => new ValueTask(refuse.ExecuteAsync(rejected.HttpContext, limit, returns.Next(_letIn())));

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RequestLimit.IsToWait(httpContext)
        ? RateLimitPartition.GetNoLimiter("waiting")
        : RateLimitPartition.Get(limit, _ => Begin());

    // Whoever asked for it disposes it: after some seconds without a request, and then asks for a new one when there is one.
    private ConcurrencyLimiter Begin()
    {
        var limiter = new ConcurrencyLimiter(_options);
        _letIn = () => limiter.GetStatistics()?.TotalSuccessfulLeases ?? 0;
        return limiter;
    }
}
