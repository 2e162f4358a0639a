using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>Puts a named breaker into the pipeline of an HTTP client.</summary>
public static class NamedCircuitBreakerPipelineExtensions
{
    /// <summary>
    /// Adds the breaker <paramref name="name"/> of the process with <see cref="HttpCircuitPredicates"/>. Every pipeline that adds it
    /// shares it. It belongs outside the time limit, so that a call which takes too long reaches it as a failure:
    /// <code>
    /// builder.AddCircuitBreaker("warehouse");
    /// services.AddHttpClient("warehouse", client => client.Timeout = Timeout.InfiniteTimeSpan)
    ///     .AddResilienceHandler("warehouse", (pipeline, context) => pipeline
    ///         .AddNamedCircuitBreaker("warehouse", context.ServiceProvider)
    ///         .AddTimeout(TimeSpan.FromSeconds(3)));
    /// </code>
    /// The client's own timeout has to be off: it cancels the token the breaker takes for the caller's, so what it cuts off counts
    /// as given up and not as failed.
    /// </summary>
    /// <param name="pipeline">The pipeline of the client.</param>
    /// <param name="name">The name under which the breaker was added to the host.</param>
    /// <param name="services">The services of the process, which hold the registry.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="KeyNotFoundException">The process has no breaker of that name.</exception>
    public static ResiliencePipelineBuilder<HttpResponseMessage> AddNamedCircuitBreaker(
        this ResiliencePipelineBuilder<HttpResponseMessage> pipeline, string name, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var breaker = services.GetRequiredService<CircuitBreakerRegistry>().Get(name);
        return pipeline.AddSlidingWindowCircuitBreaker(breaker.Breaker, new SlidingWindowCircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            Name = name,
            ShouldIgnore = HttpCircuitPredicates.ShouldIgnore,
            ShouldHandle = HttpCircuitPredicates.ShouldHandle,
        });
    }
}
