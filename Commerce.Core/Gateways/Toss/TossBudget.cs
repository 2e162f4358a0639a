using System.Threading.RateLimiting;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// No more requests in any minute than Toss allows: what callbacks make us ask, which anybody can send, is within it too.
/// </summary>
internal sealed class TossBudget(int perMinute) : IDisposable
{
    private readonly SlidingWindowRateLimiter _limiter = new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = perMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 12,
        QueueLimit = 0,
    });

    public bool TryTake()
    {
        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
