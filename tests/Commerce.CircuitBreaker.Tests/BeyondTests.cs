namespace Commerce.CircuitBreaker.Tests;

/// <summary>What goes beyond the recorded breaker, and is off unless asked for.</summary>
public sealed class BeyondTests
{
    [Fact]
    public void Calls_that_hang_open_the_breaker_at_the_moment_they_are_slow()
    {
        var breaker = new SpecifiedBreaker(options => options.CountSlowCallsInFlight = true);
        var hung = Enumerable.Range(0, 20).Select(_ => breaker.Start()).ToList();

        breaker.Step(2_000);
        Assert.Equal((CircuitBreakerState.Closed, 0), (breaker.State, breaker.Now.BufferedCalls));
        breaker.Step(1);
        Assert.Equal((CircuitBreakerState.Open, 20, 100f), (breaker.State, breaker.Now.BufferedCalls, breaker.Now.SlowCallRate));

        hung[0].End("ok");
        hung[1].End("err");
        hung[2].End("rel");
        Assert.Equal(
            (20, 1, 20, 1), (breaker.Now.BufferedCalls, breaker.Now.FailedCalls, breaker.Now.SlowCalls, breaker.Now.SlowFailedCalls));
    }

    // Where every thread hangs, timers are late as well.
    [Fact]
    public void The_next_call_finds_out_when_no_timer_does()
    {
        var time = new UnstoppableTimers();
        var breaker = new SpecifiedBreaker(options => options.CountSlowCallsInFlight = true, time);
        var hung = Enumerable.Range(0, 20).Select(_ => breaker.Start()).ToList();
        time.Advance(TimeSpan.FromMilliseconds(2_001));
        Assert.Equal(CircuitBreakerState.Closed, breaker.State);

        Assert.Equal(CircuitBreakerState.Open, breaker.Refusal().State);
        Assert.Equal(20, hung.Count);
    }

    [Fact]
    public void Calls_that_hang_open_nothing_unless_asked_for()
    {
        var breaker = new SpecifiedBreaker();
        var hung = Enumerable.Range(0, 20).Select(_ => breaker.Start()).ToList();

        breaker.Step(60_000);

        Assert.Equal((CircuitBreakerState.Closed, 20), (breaker.State, hung.Count));
    }

    [Fact]
    public void Trial_calls_that_hang_open_the_breaker_again()
    {
        var breaker = new SpecifiedBreaker(options => options.CountSlowCallsInFlight = true).HalfOpened();
        var hung = Enumerable.Range(0, 5).Select(_ => breaker.Start()).ToList();

        breaker.Step(2_001);

        Assert.Equal((CircuitBreakerState.Open, 5), (breaker.State, hung.Count));
    }

    [Fact]
    public void A_trial_call_that_was_counted_in_flight_gives_no_permit_back()
    {
        var breaker = new SpecifiedBreaker(options => options.CountSlowCallsInFlight = true).HalfOpened();
        var hung = breaker.Start();
        breaker.Step(2_001);
        hung.End("rel");

        var trials = Enumerable.Range(0, 5).Select(_ => breaker.Start()).ToList();

        Assert.Equal(4, trials.Count(trial => !trial.Refused));
    }

    [Fact]
    public void Each_call_in_flight_is_counted_at_its_own_time()
    {
        var breaker = new SpecifiedBreaker(options => options.CountSlowCallsInFlight = true);
        var first = breaker.Start();
        breaker.Step(1_000);
        var second = breaker.Start();
        var third = breaker.Start();
        third.End("ok");

        breaker.Step(1_001);
        Assert.Equal((2, 1), (breaker.Now.BufferedCalls, breaker.Now.SlowCalls));
        breaker.Step(1_000);
        Assert.Equal((3, 2), (breaker.Now.BufferedCalls, breaker.Now.SlowCalls));

        first.End("ok");
        second.End("ok");
        Assert.Equal((3, 2), (breaker.Now.BufferedCalls, breaker.Now.SlowCalls));
    }

    [Fact]
    public void The_open_time_grows_with_each_half_open_that_fails_up_to_the_cap()
    {
        var breaker = new SpecifiedBreaker(options =>
        {
            options.OpenDuration = TimeSpan.FromSeconds(5);
            (options.OpenDurationMultiplier, options.MaxOpenDuration) = (2, TimeSpan.FromSeconds(15));
        });
        breaker.Fail(20);

        foreach (var seconds in (int[])[5, 10, 15, 15])
        {
            breaker.Step(seconds * 1_000 - 1);
            Assert.Equal(CircuitBreakerState.Open, breaker.State);
            breaker.Step(1);
            Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
            breaker.Fail(5);
        }

        breaker.Step(15_000);
        breaker.Succeed(5);
        breaker.Fail(20);
        Assert.Equal(TimeSpan.FromSeconds(5), breaker.Now.RetryAfter);
    }

    [Fact]
    public void Half_open_ends_at_its_time_limit()
    {
        var breaker = new SpecifiedBreaker(options => options.HalfOpenTimeLimit = TimeSpan.FromSeconds(3)).HalfOpened();

        breaker.Step(2_999);
        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
        breaker.Step(1);
        Assert.Equal(CircuitBreakerState.Open, breaker.State);
    }
}
