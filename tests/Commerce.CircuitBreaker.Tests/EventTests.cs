using System.Diagnostics;
using Commerce.CircuitBreaker.Tests.Replay;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Who is told what, and that nobody's handler can harm a call.</summary>
public sealed class EventTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Handlers_are_told_the_transitions_in_order()
    {
        List<string> told = [];
        var breaker = new SpecifiedBreaker(options =>
        {
            options.OnOpened = happened => Note("opened", happened);
            options.OnHalfOpened = happened => Note("half-opened", happened);
            options.OnClosed = happened => Note("closed", happened);
        }).HalfOpened();
        breaker.Succeed(5);
        breaker.Control.Isolate();
        breaker.Control.MetricsOnly();

        Assert.Equal(["opened from Closed", "half-opened from Open", "closed from HalfOpen", "opened from Closed"], told);

        ValueTask Note(string what, CircuitBreakerEvent happened)
        {
            told.Add($"{what} from {happened.PreviousState}");
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task No_call_waits_for_a_handler_and_the_next_handler_waits_for_the_one_before()
    {
        var (opened, halfOpened) = (new TaskCompletionSource(), new TaskCompletionSource());
        var breaker = new SpecifiedBreaker(options =>
        {
            options.OnOpened = _ => new ValueTask(opened.Task);
            options.OnHalfOpened = _ =>
            {
                halfOpened.SetResult();
                return ValueTask.CompletedTask;
            };
        }).HalfOpened();
        Assert.False(halfOpened.Task.IsCompleted);
        breaker.Succeed();

        opened.SetResult();

        await halfOpened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_handler_may_use_the_breaker()
    {
        SpecifiedBreaker? breaker = null;
        List<CircuitBreakerState> entered = [];
        breaker = new SpecifiedBreaker(options =>
        {
            options.OnOpened = _ =>
            {
                breaker!.Control.Reset();
                return ValueTask.CompletedTask;
            };
            options.OnEvent = happened =>
            {
                if (happened.Type == CircuitBreakerEventTypes.StateTransition)
                {
                    entered.Add(happened.State);
                }
            };
        });

        breaker.Fail(20);

        Assert.Equal([CircuitBreakerState.Open, CircuitBreakerState.Closed], entered);
        Assert.Equal(CircuitBreakerState.Closed, breaker.State);
    }

    [Fact]
    public async Task A_transition_is_told_under_the_span_of_who_made_it_whichever_thread_tells_it()
    {
        using var breaker = new SlidingWindowCircuitBreaker(SpecifiedBreaker.Numbers(), TimeProvider.System);
        var (telling, goOn) = (new TaskCompletionSource(), new ManualResetEventSlim());
        List<string?> spans = [];
        breaker.Subscribe(CircuitBreakerEventTypes.StateTransition, _ =>
        {
            spans.Add(Activity.Current?.OperationName);
            telling.TrySetResult();
            goOn.Wait(Ct);
        });

        var first = Task.Run(() => MoveUnderSpan("first", CircuitBreakerState.Open).Dispose(), Ct);
        await telling.Task.WaitAsync(Ct);
        using var second = MoveUnderSpan("second", CircuitBreakerState.HalfOpen);
        MoveUnderSpan("ended meanwhile", CircuitBreakerState.Closed).Dispose();
        goOn.Set();
        await first;

        Assert.Equal(["first", "second", null], spans);

        Activity MoveUnderSpan(string name, CircuitBreakerState state)
        {
            var span = new Activity(name).Start();
            breaker.TransitionTo(state);
            return span;
        }
    }

    [Fact]
    public void Events_carry_what_there_is_to_know()
    {
        List<CircuitBreakerEvent> events = [];
        var breaker = new SpecifiedBreaker(options => (options.MinimumNumberOfCalls, options.OnEvent) = (1, events.Add));

        var call = breaker.Start();
        breaker.Step(2_345);
        call.End("err");

        Assert.Equal(
            [
                CircuitBreakerEventTypes.Error, CircuitBreakerEventTypes.FailureRateExceeded,
                CircuitBreakerEventTypes.SlowCallRateExceeded, CircuitBreakerEventTypes.StateTransition,
            ],
            events.Select(happened => happened.Type));
        Assert.Equal(TimeSpan.FromMilliseconds(2_345), events[0].Duration);
        Assert.IsType<RecordedException>(events[0].Exception);
        Assert.Equal((100f, 100f), (events[1].Rate, events[2].Rate));
        Assert.Equal((CircuitBreakerState.Closed, CircuitBreakerState.Open), (events[3].PreviousState, events[3].State));
        Assert.All(events, happened => Assert.Equal("pg", happened.CircuitName));
    }

    [Fact]
    public void A_subscription_ends_when_it_is_disposed_of()
    {
        using var breaker = new SlidingWindowCircuitBreaker(SpecifiedBreaker.Numbers(), TimeProvider.System);
        var told = 0;
        var subscription = breaker.Subscribe(CircuitBreakerEventTypes.Reset, _ => told++);
        breaker.Reset();

        subscription.Dispose();
        breaker.Reset();

        Assert.Equal(1, told);
    }

    [Fact]
    public void A_timer_keeps_nothing_of_the_call_that_opened_the_breaker()
    {
        var time = new ContextNotingTime();
        var breaker = new SpecifiedBreaker(options => options.CountSlowCallsInFlight = true, time);

        breaker.Fail(20);

        Assert.Equal(CircuitBreakerState.Open, breaker.State);
        Assert.Equal([null, null], time.Contexts);
        Assert.NotNull(ExecutionContext.Capture());
    }

    private sealed class ContextNotingTime : FakeTimeProvider
    {
        public List<ExecutionContext?> Contexts { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Contexts.Add(ExecutionContext.Capture());
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
