using System.Threading.RateLimiting;
using Commerce.ServiceDefaults.Access;
using Microsoft.Extensions.Options;

namespace Commerce.Api.RateLimits;

/// <summary>What each caller has: a member by who he is, anybody else by the address. Operators have no limit.</summary>
internal sealed class CallerLimits(IOptions<RateLimitOptions> options, IHostEnvironment environment) : IDisposable
{
    private const int Members = 600;
    private const int Addresses = 1_200;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, (string, int)>(context =>
        LimitOf(context) switch
        {
            _ when context.User.HasScope(Scopes.Operator) => RateLimitPartition.GetNoLimiter((Scopes.Operator, 0)),
            RefuseCaller.Member => CallerBuckets.Of(
                RefuseCaller.Member,
                context.User.Identity!.Name!,
                options.Value.MemberPerMinute ?? (environment.IsDevelopment() ? 0 : Members)),
            _ => CallerBuckets.Of(
                RefuseCaller.Address,
                ClientAddress.Of(context),
                options.Value.AddressPerMinute ?? (environment.IsDevelopment() ? 0 : Addresses)),
        });

    /// <returns>Which limit a request counts against, by the name that <see cref="RefuseCaller"/> counts it under.</returns>
    public static string LimitOf(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, Name.Length: > 0 } ? RefuseCaller.Member : RefuseCaller.Address;

    public RateLimitLease Acquire(HttpContext context) => _limiter.AttemptAcquire(context);

    public void Dispose() => _limiter.Dispose();
}
