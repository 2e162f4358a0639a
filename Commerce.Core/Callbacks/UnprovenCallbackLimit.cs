using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// How many callbacks that prove nothing one address may send: each costs a row, or a question to the PG. A gateway that signs never
/// meets this limit.
/// </summary>
public sealed class UnprovenCallbackLimit(IOptions<InboxOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _perAddress = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.UnprovenPerSecond,
            TokensPerPeriod = options.Value.UnprovenPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    public bool TryPass(string address)
    {
        using var lease = _perAddress.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    public void Dispose() => _perAddress.Dispose();
}
