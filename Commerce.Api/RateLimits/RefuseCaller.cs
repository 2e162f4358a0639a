using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Commerce.Api.Http;
using Commerce.Core.Errors;

namespace Commerce.Api.RateLimits;

/// <summary>Answers a caller who asks too often: 429 with <c>Retry-After</c>. Nothing was read or stored.</summary>
internal sealed class RefuseCaller
{
    public const string Member = "member";
    public const string Address = "address";
    public const string Login = "login";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Counter<long> _refused;

    public RefuseCaller(IMeterFactory meterFactory)
    {
        _refused = meterFactory.Create("Commerce.RateLimits").CreateCounter<long>(
            "commerce.requests.limited", "{request}", "Requests answered 429 because one caller sent too many, by whose limit it was.");
        foreach (var limit in new[] { Member, Address, Login })
        {
            Add(0, limit);
        }
    }

    /// <param name="limit">One of the constants.</param>
    public Task ExecuteAsync(HttpContext context, string limit, RateLimitLease lease)
    {
        Add(1, limit);
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) && time > Shortest ? time : Shortest;
        ProblemAnswer.SetRetryAfter(context, wait);
        return ProblemAnswer.WriteAsync(context, ErrorCode.TooManyRequests, ErrorMessages.For(ErrorCode.TooManyRequests));
    }

    private void Add(long requests, string limit) =>
        _refused.Add(requests, new KeyValuePair<string, object?>("commerce.rate.limit", limit));
}
