using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Clocks that are set, forwards and backwards.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(-3_600)]
    [InlineData(3_600)]
    public void Setting_the_wall_clock_moves_no_bucket_and_no_deadline(int seconds)
    {
        var time = new SettableWallClock();
        var breaker = new SpecifiedBreaker(time: time);
        breaker.Fail(19);
        time.SetWallClockBy(TimeSpan.FromSeconds(seconds));

        time.Advance(TimeSpan.FromMilliseconds(29_999));
        Assert.Equal(19, breaker.Now.BufferedCalls);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, breaker.Now.BufferedCalls);

        breaker.Fail(20);
        time.SetWallClockBy(TimeSpan.FromSeconds(seconds));
        time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.Equal(CircuitBreakerState.Open, breaker.State);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
    }

    // A source of time that is not monotonic at all: what is remembered must still be forgotten.
    [Fact]
    public void Timestamps_that_go_back_keep_no_result_for_longer_than_the_window()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        var breaker = new SpecifiedBreaker(time: time);
        breaker.Fail(19);

        time.AdjustTime(time.GetUtcNow().AddHours(-1));
        breaker.Succeed();
        Assert.Equal((CircuitBreakerState.Open, 95f), (breaker.State, breaker.Now.FailureRate));

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
        breaker.Succeed(5);
        breaker.Fail(19);
        time.AdjustTime(time.GetUtcNow().AddHours(-1));
        Assert.Equal(19, breaker.Now.BufferedCalls);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, breaker.Now.BufferedCalls);
    }

    [Fact]
    public void Timestamps_that_go_back_keep_no_breaker_open_for_ever()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        var breaker = new SpecifiedBreaker(options => options.AutomaticHalfOpen = false, time);
        breaker.Fail(20);
        time.AdjustTime(time.GetUtcNow().AddHours(-1));
        breaker.Refusal();

        time.Advance(TimeSpan.FromMilliseconds(10_001));
        breaker.Succeed();

        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
    }

    [Fact]
    public void Buckets_lie_on_whole_seconds_of_the_epoch_whatever_the_stopwatch_says()
    {
        var time = new SettableWallClock(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_600), timestamp: 123_456_789);
        var breaker = new SpecifiedBreaker(time: time);
        time.Advance(TimeSpan.FromMilliseconds(399));
        breaker.Fail(19);

        time.Advance(TimeSpan.FromMilliseconds(29_000));
        Assert.Equal(19, breaker.Now.BufferedCalls);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, breaker.Now.BufferedCalls);
    }

    // A clock for tests runs the timers that are due before it answers, and another provider may wait for whatever it likes.
    [Fact]
    public void No_clock_is_read_under_the_lock()
    {
        var time = new AskingClock();
        var breaker = new SpecifiedBreaker(options => options.AutomaticHalfOpen = false, time);
        time.Asked = () => _ = breaker.Now;

        breaker.Fail(20); // opens
        time.Advance(TimeSpan.FromMilliseconds(10_001));
        breaker.Fail(5); // half-opens by a call, opens again by a result
        breaker.Control.Isolate();
        breaker.Control.Reset();

        Assert.True(time.TimesAsked > 0);
        Assert.Equal(0, time.TimesLocked);
    }

    /// <summary>Has another thread ask the breaker whenever a clock is read, and counts the times that it got no answer.</summary>
    private sealed class AskingClock() : FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000))
    {
        [ThreadStatic]
        private static bool _asking;

        public Action? Asked { get; set; }

        public int TimesAsked { get; private set; }

        public int TimesLocked { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (Asked is { } ask && !_asking)
            {
                TimesAsked++;
                var asking = new Thread(() =>
                {
                    _asking = true;
                    ask();
                });
                asking.Start();
                TimesLocked += asking.Join(TimeSpan.FromSeconds(5)) ? 0 : 1;
            }

            return base.GetUtcNow();
        }
    }
}
