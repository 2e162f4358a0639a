using System.Threading.RateLimiting;

namespace Commerce.Api.RateLimits;

/// <summary>
/// What each caller has left of a limit. There are so many buckets and no more, however many callers come: who they are decides in which
/// one each lands, by a hash that is another one in each process, so that nobody can choose to share another's.
/// </summary>
internal static class CallerBuckets
{
    private const int Count = 1 << 16; // Two callers share one once in as many cases; together they take some 20 MB.

    /// <param name="limit">The limit's name, so that two limits have buckets of their own.</param>
    /// <param name="perMinute">0: no limit.</param>
    public static RateLimitPartition<(string Limit, int Bucket)> Of(string limit, string caller, int perMinute)
    {
        var bucket = (limit, (int)((uint)string.GetHashCode(caller, StringComparison.Ordinal) % Count));
        return perMinute == 0
            ? RateLimitPartition.GetNoLimiter((limit, 0))
            : RateLimitPartition.GetTokenBucketLimiter(bucket, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
            });
    }
}
