namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// A monotonic clock that knows where the whole seconds of the epoch lie. For those the wall clock is read once, when the clock is
/// made: what an administrator or a time server does to it later moves no bucket and no deadline.
/// </summary>
internal sealed class BreakerClock
{
    private readonly long _frequency;
    private readonly long _wholeSecond;

    public BreakerClock(TimeProvider provider)
    {
        Provider = provider;
        _frequency = provider.TimestampFrequency;
        var pastTheSecond = provider.GetUtcNow().Ticks % TimeSpan.TicksPerSecond;
        _wholeSecond = provider.GetTimestamp() - ToTimestamps(TimeSpan.FromTicks(pastTheSecond));
    }

    public TimeProvider Provider { get; }

    /// <summary>
    /// Now, as a timestamp of the provider. Neither this nor the wall clock is read under the lock of a breaker: a provider is foreign
    /// code, and one made for tests runs the timers that are due before it answers.
    /// </summary>
    public long Now => Provider.GetTimestamp();

    /// <summary>Now, by the wall clock.</summary>
    public DateTimeOffset UtcNow => Provider.GetUtcNow();

    /// <summary>The number of the whole second with <paramref name="timestamp"/> in it. Numbers start anywhere, without gaps.</summary>
    public long SecondOf(long timestamp)
    {
        var sinceZero = timestamp - _wholeSecond;
        return (sinceZero >= 0 ? sinceZero : sinceZero - _frequency + 1) / _frequency;
    }

    /// <summary>The first timestamp of a second.</summary>
    public long StartOf(long second) => _wholeSecond + second * _frequency;

    /// <summary>The length of a span in timestamps, rounded down.</summary>
    public long ToTimestamps(TimeSpan span) => (long)((Int128)span.Ticks * _frequency / TimeSpan.TicksPerSecond);

    /// <summary>The length of a difference of timestamps.</summary>
    public TimeSpan ToTimeSpan(long timestamps) =>
        TimeSpan.FromTicks((long)((Int128)timestamps * TimeSpan.TicksPerSecond / _frequency));
}
