using Commerce.ServiceDefaults.CircuitBreaker.Named;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Commerce.ServiceDefaults.CircuitBreaker.Http;

/// <summary>Puts a named breaker into the pipeline of an HTTP client.</summary>
public static class NamedCircuitBreakerPipelineExtensions
{
    /// <summary>
    /// Adds the breaker <paramref name="name"/> of the process with <see cref="HttpCircuitPredicates"/>. Every pipeline that adds it
    /// shares it. It belongs outside the time limit, so that a call which takes too long reaches it as a failure:
    /// <code>
    /// builder.AddPgCircuitBreakers();
    /// services.AddRefitClient&lt;IPgApi&gt;()
    ///     .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
    ///     .AddResilienceHandler("pg-payments", (pipeline, context) =>
    ///     {
    ///         pipeline.TimeProvider = context.ServiceProvider.GetRequiredService&lt;TimeProvider&gt;();
    ///         pipeline.AddNamedCircuitBreaker(PgCircuitBreakers.Payments, context)
    ///             .AddTimeout(TimeSpan.FromSeconds(3));
    ///     });
    /// </code>
    /// The client's own timeout has to be off: it cancels the token the breaker takes for the caller's, so what it cuts off counts
    /// as given up and not as failed.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The process has no breaker of that name.</exception>
    public static ResiliencePipelineBuilder<HttpResponseMessage> AddNamedCircuitBreaker(
        this ResiliencePipelineBuilder<HttpResponseMessage> pipeline, string name, ResilienceHandlerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return pipeline.AddNamedCircuitBreaker(name, context.ServiceProvider);
    }

    /// <inheritdoc cref="AddNamedCircuitBreaker(ResiliencePipelineBuilder{HttpResponseMessage}, string, ResilienceHandlerContext)"/>
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
