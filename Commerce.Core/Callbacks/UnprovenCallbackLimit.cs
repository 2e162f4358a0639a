using System.Threading.RateLimiting;
using Commerce.Core.Payments;
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

    private readonly PartitionedRateLimiter<string> _perPayment = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.UnprovenOfPayment,
            TokensPerPeriod = options.Value.UnprovenOfPayment,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        }));

    public bool TryPass(string address)
    {
        using var lease = _perAddress.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    /// <summary>The same for those about one payment: each costs a question to the PG, and whoever knows its key can send them.</summary>
    public bool TryAsk(TransactionKey key)
    {
        using var lease = _perPayment.AttemptAcquire(key.Value);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _perAddress.Dispose();
        _perPayment.Dispose();
    }
}
