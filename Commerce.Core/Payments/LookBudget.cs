using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments;

/// <summary>How many looks a second this process may take at PGs: recovery after an outage must not be the next one.</summary>
public sealed class LookBudget(IOptions<ReconciliationOptions> options) : IDisposable
{
    private readonly TokenBucketRateLimiter _looks = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Value.LooksPerSecond,
        TokensPerPeriod = options.Value.LooksPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Returns when one more look is within the budget; in order of arrival.</summary>
    public async ValueTask SpendAsync(CancellationToken ct)
    {
        using var lease = await _looks.AcquireAsync(permitCount: 1, ct);
    }

    public void Dispose() => _looks.Dispose();
}
