namespace Commerce.CircuitBreaker;

/// <summary>Options of the sliding-window circuit breaker strategy in a pipeline for results of any type.</summary>
public class SlidingWindowCircuitBreakerStrategyOptions : SlidingWindowCircuitBreakerStrategyOptions<object>;
