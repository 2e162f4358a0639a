using System.ComponentModel.DataAnnotations;
using Commerce.CircuitBreaker.Engine;
using Polly;

namespace Commerce.CircuitBreaker;

/// <summary>Adds the sliding-window circuit breaker to Polly pipelines.</summary>
public static class SlidingWindowCircuitBreakerBuilderExtensions
{
    /// <summary>Adds a circuit breaker of its own to the pipeline. Its time is the builder's <see cref="TimeProvider"/>.</summary>
    /// <exception cref="ValidationException">The options are out of range.</exception>
    public static ResiliencePipelineBuilder<TResult> AddSlidingWindowCircuitBreaker<TResult>(
        this ResiliencePipelineBuilder<TResult> builder, SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.AddStrategy(context => StrategyFactory.WithOwnBreaker(context, options), options);
    }

    /// <summary>Adds a circuit breaker of its own to the pipeline. Its time is the builder's <see cref="TimeProvider"/>.</summary>
    /// <exception cref="ValidationException">The options are out of range.</exception>
    public static ResiliencePipelineBuilder AddSlidingWindowCircuitBreaker(
        this ResiliencePipelineBuilder builder, SlidingWindowCircuitBreakerStrategyOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.AddStrategy(context => StrategyFactory.WithOwnBreaker(context, options), options);
    }

    /// <summary>
    /// Adds a circuit breaker that is shared: with other pipelines, or with whoever watches it. It outlives the pipeline, and its own
    /// settings and clock are used; of <paramref name="options"/> only the predicates and the handlers are.
    /// </summary>
    /// <exception cref="ValidationException">The options are out of range.</exception>
    public static ResiliencePipelineBuilder<TResult> AddSlidingWindowCircuitBreaker<TResult>(
        this ResiliencePipelineBuilder<TResult> builder,
        SlidingWindowCircuitBreaker breaker,
        SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(breaker);
        ArgumentNullException.ThrowIfNull(options);
        return builder.AddStrategy(context => StrategyFactory.WithSharedBreaker(context, breaker, options), options);
    }
}
