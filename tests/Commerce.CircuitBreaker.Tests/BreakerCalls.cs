using Commerce.CircuitBreaker.Tests.Replay;
using Polly;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Calls through a pipeline that shares a breaker.</summary>
internal static class BreakerCalls
{
    public static void Succeed(this SlidingWindowCircuitBreaker breaker, Action? meanwhile = null) => breaker.Pipeline().Execute(() =>
    {
        meanwhile?.Invoke();
        return "ok";
    });

    public static void Fail(this SlidingWindowCircuitBreaker breaker, Exception exception, Action? meanwhile = null)
    {
        var thrown = Assert.ThrowsAny<Exception>(() => breaker.Pipeline().Execute(string () =>
        {
            meanwhile?.Invoke();
            throw exception;
        }));
        Assert.Same(exception, thrown);
    }

    public static void BeRefused(this SlidingWindowCircuitBreaker breaker, int times = 1)
    {
        var pipeline = breaker.Pipeline();
        for (; times > 0; times--)
        {
            Assert.Throws<CallNotPermittedException>(() => pipeline.Execute(static () => "ok"));
        }
    }

    private static ResiliencePipeline<string> Pipeline(this SlidingWindowCircuitBreaker breaker) => new ResiliencePipelineBuilder<string>()
        .AddSlidingWindowCircuitBreaker(breaker, new SlidingWindowCircuitBreakerStrategyOptions<string>
        {
            ShouldIgnore = static args => new(args.Outcome.Exception is IgnoredException),
        })
        .Build();
}
