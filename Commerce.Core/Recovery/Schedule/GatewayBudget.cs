using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery.Schedule;

/// <summary>
/// How many requests a second this process may send to PGs when no customer waits for them: recovery after an outage must not be the
/// next one. Spent before the request, so that waiting in line does not count as the PG's slowness.
/// </summary>
public sealed class GatewayBudget(IOptions<RecoveryOptions> options) : IDisposable
{
    /// <summary>
    /// A look is the order's list and the payment itself. Duplicates cost one more each, which is too rare to save up for.
    /// </summary>
    public const int Look = 2;

    /// <summary>The books, the cancel, and the books again.</summary>
    public const int Void = 3;

    private readonly TokenBucketRateLimiter _requests = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Value.RequestsPerSecond,
        TokensPerPeriod = options.Value.RequestsPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Returns when so many requests are within the budget; in order of arrival.</summary>
    public async ValueTask SpendAsync(int requests, CancellationToken ct)
    {
        using var lease = await _requests.AcquireAsync(requests, ct);
    }

    /// <summary>The same for those who do not wait.</summary>
    /// <returns>False when so many requests are not within the budget now.</returns>
    public bool TrySpend(int requests)
    {
        using var lease = _requests.AttemptAcquire(requests);
        return lease.IsAcquired;
    }

    public void Dispose() => _requests.Dispose();
}
