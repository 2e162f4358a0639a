using Commerce.CircuitBreaker;
using Polly;
using Polly.CircuitBreaker;

namespace Commerce.Benchmarks.CircuitBreaker;

/// <summary>The three pipelines that are held against each other, set up alike: 30 s, 20 calls, 60 %.</summary>
internal static class Pipelines
{
    public const string Answer = "answer";
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    public static ResiliencePipeline<string> Empty() => ResiliencePipeline<string>.Empty;

    public static ResiliencePipeline<string> Polly() =>
        new ResiliencePipelineBuilder<string>().AddCircuitBreaker(PollyOptions<string>()).Build();

    public static ResiliencePipeline PollyUntyped() => new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions
    {
        FailureRatio = 0.6,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = Long,
    }).Build();

    public static ResiliencePipeline<string> Ours() =>
        new ResiliencePipelineBuilder<string>().AddSlidingWindowCircuitBreaker(OurOptions<string>()).Build();

    public static ResiliencePipeline OursUntyped() =>
        new ResiliencePipelineBuilder().AddSlidingWindowCircuitBreaker(new SlidingWindowCircuitBreakerStrategyOptions
        {
            WindowType = SlidingWindowType.Time,
            WindowSize = 30,
            MinimumNumberOfCalls = 20,
            FailureRateThreshold = 60,
            OpenDuration = Long,
        }).Build();

    public static ResiliencePipeline<string> OursWatchingInFlight()
    {
        var options = OurOptions<string>();
        options.CountSlowCallsInFlight = true;
        return new ResiliencePipelineBuilder<string>().AddSlidingWindowCircuitBreaker(options).Build();
    }

    /// <summary>Fails calls until the breaker of the pipeline is open.</summary>
    public static ResiliencePipeline<string> Opened(ResiliencePipeline<string> pipeline)
    {
        for (var call = 0; call < 100; call++)
        {
            try
            {
                pipeline.Execute(static string () => throw new InvalidOperationException("broken"));
            }
            catch (Exception e) when (e is InvalidOperationException or BrokenCircuitException)
            {
                continue;
            }
        }

        return pipeline;
    }

    private static CircuitBreakerStrategyOptions<TResult> PollyOptions<TResult>() => new()
    {
        FailureRatio = 0.6,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = Long,
    };

    private static SlidingWindowCircuitBreakerStrategyOptions<TResult> OurOptions<TResult>() => new()
    {
        WindowType = SlidingWindowType.Time,
        WindowSize = 30,
        MinimumNumberOfCalls = 20,
        FailureRateThreshold = 60,
        SlowCallRateThreshold = 50,
        SlowCallDurationThreshold = TimeSpan.FromSeconds(2),
        OpenDuration = Long,
        PermittedCallsInHalfOpen = 5,
        AutomaticHalfOpen = true,
    };
}
