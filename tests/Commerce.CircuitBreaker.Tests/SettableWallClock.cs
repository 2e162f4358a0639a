using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>A wall clock that can be set and a stopwatch that does not care, as on a real machine.</summary>
internal sealed class SettableWallClock(DateTimeOffset start, long timestamp) : FakeTimeProvider(start)
{
    private readonly DateTimeOffset _start = start;
    private TimeSpan _offset;

    public SettableWallClock()
        : this(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), timestamp: 0)
    {
    }

    public void SetWallClockBy(TimeSpan offset) => _offset += offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

    public override long GetTimestamp() => timestamp + (base.GetUtcNow() - _start).Ticks;
}
