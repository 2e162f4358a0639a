namespace Commerce.CircuitBreaker.Tests;

/// <summary>
/// What the recorded traces cannot say: refusals as exceptions, and the faults of the recorded breaker that we do not have.
/// </summary>
public sealed class StateTests
{
    [Fact]
    public void A_refusal_tells_who_refused_and_for_how_long()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Fail(20);
        breaker.Step(4_000);

        var refusal = breaker.Refusal();

        Assert.Equal("CircuitBreaker 'pg' is OPEN and does not permit further calls", refusal.Message);
        Assert.Equal(("pg", CircuitBreakerState.Open), (refusal.CircuitName, refusal.State));
        Assert.Equal(TimeSpan.FromSeconds(6), refusal.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(6), breaker.Now.RetryAfter);
    }

    [Fact]
    public void A_refusal_without_a_known_end_says_so()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Control.Isolate();

        var forced = breaker.Refusal();

        Assert.Equal((CircuitBreakerState.ForcedOpen, null), (forced.State, forced.RetryAfter));
        Assert.Equal("CircuitBreaker 'pg' is FORCED_OPEN and does not permit further calls", forced.Message);

        breaker.Control.HalfOpen();
        var trials = Enumerable.Range(0, 5).Select(_ => breaker.Start()).ToList();
        Assert.DoesNotContain(trials, trial => trial.Refused);
        Assert.Equal((CircuitBreakerState.HalfOpen, null), (breaker.Refusal().State, breaker.Refusal().RetryAfter));
    }

    [Fact]
    public void A_timer_of_an_earlier_open_does_not_cut_the_next_one_short()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Fail(20);
        breaker.Step(5_000);
        breaker.Control.Reset();
        breaker.Fail(20);

        breaker.Step(9_999);
        Assert.Equal(CircuitBreakerState.Open, breaker.State);

        breaker.Step(1);
        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
    }

    [Fact]
    public void A_timer_that_fires_although_it_was_stopped_does_nothing()
    {
        var time = new UnstoppableTimers();
        var breaker = new SpecifiedBreaker(time: time);
        breaker.Fail(20);
        breaker.Control.Reset();
        breaker.Fail(20);
        time.Advance(TimeSpan.FromSeconds(5));

        time.FireFirst();

        Assert.Equal(CircuitBreakerState.Open, breaker.State);
    }

    [Fact]
    public void A_timer_that_finds_the_breaker_closed_does_nothing()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Fail(20);
        breaker.Control.Reset();

        breaker.Step(10_000);

        Assert.Equal(CircuitBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void Timers_end_with_their_period_and_with_the_pipeline()
    {
        var time = new SteppingTimeProvider();
        using var breaker = new SlidingWindowCircuitBreaker(SpecifiedBreaker.Numbers(), time);
        breaker.TransitionTo(CircuitBreakerState.Open);
        breaker.TransitionTo(CircuitBreakerState.Open);
        Assert.Equal(1, time.Timers);
        breaker.Reset();
        Assert.Equal(0, time.Timers);

        breaker.TransitionTo(CircuitBreakerState.Open);
        breaker.Dispose();

        Assert.Equal(0, time.Timers);
        time.Step(10_000);
        Assert.Equal(CircuitBreakerState.Open, breaker.State);
    }

    [Fact]
    public void A_timer_that_is_made_too_late_is_stopped_at_once()
    {
        var time = new SteppingTimeProvider();
        using var breaker = new SlidingWindowCircuitBreaker(SpecifiedBreaker.Numbers(), time);
        time.Meanwhile = breaker.Reset;

        breaker.TransitionTo(CircuitBreakerState.Open);

        Assert.Equal((CircuitBreakerState.Closed, 0), (breaker.State, time.Timers));
    }

    [Theory]
    [InlineData(CircuitBreakerState.Disabled)]
    [InlineData(CircuitBreakerState.ForcedOpen)]
    public void A_late_result_in_an_open_state_that_was_reached_by_hand_is_counted(CircuitBreakerState before)
    {
        var breaker = new SpecifiedBreaker();
        var late = breaker.Start();
        (before == CircuitBreakerState.Disabled ? (Action)breaker.Control.Disable : breaker.Control.Isolate)();
        breaker.Control.Open();

        late.End("err");

        Assert.Equal((1, 1), (breaker.Now.BufferedCalls, breaker.Now.FailedCalls));
    }

    [Fact]
    public void Only_the_first_call_after_the_wait_makes_a_lazy_breaker_half_open()
    {
        var breaker = new SpecifiedBreaker(options => options.AutomaticHalfOpen = false);
        breaker.Fail(20);
        breaker.Step(10_000);
        Assert.Equal(TimeSpan.Zero, breaker.Refusal().RetryAfter);

        breaker.Step(1);
        Assert.Equal(CircuitBreakerState.Open, breaker.State);
        breaker.Succeed();

        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
    }

    [Fact]
    public void Since_is_when_the_state_was_entered()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Step(1_234);
        var tripped = breaker.Time.GetUtcNow();
        breaker.Fail(20);
        breaker.Step(777);

        Assert.Equal(tripped, breaker.Now.Since);
    }

    [Fact]
    public void A_control_may_serve_several_breakers_and_isolates_those_built_later()
    {
        var control = new SlidingWindowCircuitBreakerManualControl(isIsolated: true);
        var one = new SpecifiedBreaker(options => options.ManualControl = control);
        var two = new SpecifiedBreaker(options => options.ManualControl = control);
        Assert.Equal((CircuitBreakerState.ForcedOpen, CircuitBreakerState.ForcedOpen), (one.State, two.State));

        control.Close();

        Assert.Equal((CircuitBreakerState.Closed, CircuitBreakerState.Closed), (one.State, two.State));
        Assert.Equal(CircuitBreakerState.Closed, new SpecifiedBreaker(options => options.ManualControl = control).State);
    }

    [Fact]
    public void A_state_provider_reads_one_breaker_only()
    {
        var provider = new SlidingWindowCircuitBreakerStateProvider();
        Assert.Equal((CircuitBreakerState.Closed, null), (provider.State, provider.GetSnapshot()));
        _ = new SpecifiedBreaker(options => options.StateProvider = provider);

        Assert.Throws<InvalidOperationException>(() => new SpecifiedBreaker(options => options.StateProvider = provider));
    }
}
