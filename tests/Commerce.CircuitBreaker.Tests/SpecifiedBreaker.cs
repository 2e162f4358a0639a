using Commerce.CircuitBreaker.Tests.Replay;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>
/// A pipeline with the breaker of the specification (30 s, 20 calls, 60 %, slow 2 s 50 %, open 10 s, 5 trials, automatic).
/// </summary>
internal sealed class SpecifiedBreaker
{
    public SpecifiedBreaker(Action<SlidingWindowCircuitBreakerStrategyOptions<string>>? change = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new SteppingTimeProvider();
        Options = Numbers();
        (Options.StateProvider, Options.ManualControl) = (StateProvider, Control);
        Options.ShouldIgnore = static args => new(args.Outcome.Exception is IgnoredException);
        change?.Invoke(Options);
        Pipeline = new ResiliencePipelineBuilder<string> { TimeProvider = Time }.AddSlidingWindowCircuitBreaker(Options).Build();
    }

    public FakeTimeProvider Time { get; }

    public SlidingWindowCircuitBreakerStrategyOptions<string> Options { get; }

    public SlidingWindowCircuitBreakerStateProvider StateProvider { get; } = new();

    public SlidingWindowCircuitBreakerManualControl Control { get; } = new();

    public ResiliencePipeline<string> Pipeline { get; }

    public CircuitBreakerState State => StateProvider.State;

    public CircuitBreakerSnapshot Now => StateProvider.GetSnapshot()!;

    public static SlidingWindowCircuitBreakerStrategyOptions<string> Numbers() => new()
    {
        Name = "pg",
        WindowType = SlidingWindowType.Time,
        WindowSize = 30,
        MinimumNumberOfCalls = 20,
        FailureRateThreshold = 60,
        SlowCallRateThreshold = 50,
        SlowCallDurationThreshold = TimeSpan.FromSeconds(2),
        OpenDuration = TimeSpan.FromSeconds(10),
        PermittedCallsInHalfOpen = 5,
        AutomaticHalfOpen = true,
    };

    public void Succeed(int times = 1) => Repeat(times, () => Pipeline.Execute(static () => "ok"));

    public void Fail(int times = 1) =>
        Repeat(times, () => Assert.Throws<RecordedException>(() => Pipeline.Execute(static string () => throw new RecordedException())));

    public PendingCall Start() => new(Pipeline);

    public CallNotPermittedException Refusal() => Assert.Throws<CallNotPermittedException>(() => Pipeline.Execute(static () => "ok"));

    /// <summary>Fails until open, then waits until half-open.</summary>
    public SpecifiedBreaker HalfOpened()
    {
        Fail(20);
        Step(10_000);
        Assert.Equal(CircuitBreakerState.HalfOpen, State);
        return this;
    }

    public void Step(int milliseconds) => ((SteppingTimeProvider)Time).Step(milliseconds);

    private static void Repeat(int times, Action action)
    {
        for (; times > 0; times--)
        {
            action();
        }
    }
}
