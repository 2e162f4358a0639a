using Polly;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>Puts a strategy together: breaker, observers, and what has to be undone when the pipeline is disposed of.</summary>
internal static class StrategyFactory
{
    /// <summary>A strategy whose breaker lives and dies with it.</summary>
    public static SlidingWindowCircuitBreakerStrategy<TResult> WithOwnBreaker<TResult>(
        StrategyBuilderContext context, SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
    {
        var breaker = new SlidingWindowCircuitBreaker(options, context.TimeProvider);
        var strategy = WithSharedBreaker(context, breaker, options);
        strategy.OnDispose(breaker);
        return strategy;
    }

    /// <summary>A strategy for a breaker that others use as well.</summary>
    public static SlidingWindowCircuitBreakerStrategy<TResult> WithSharedBreaker<TResult>(
        StrategyBuilderContext context, SlidingWindowCircuitBreaker breaker, SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
    {
        options.StateProvider?.Attach(breaker);
        var strategy = new SlidingWindowCircuitBreakerStrategy<TResult>(breaker, options, context.Telemetry);
        strategy.OnDispose(new StrategyObservers<TResult>(breaker, options, context.Telemetry));
        // Last, because a control that isolates makes the first event.
        options.ManualControl?.Attach(breaker);
        return strategy;
    }
}
