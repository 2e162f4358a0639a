using System.Collections.Concurrent;
using Commerce.CircuitBreaker;
using Microsoft.Extensions.Options;
using Polly;

namespace Commerce.Core.Webhooks;

/// <summary>
/// A circuit breaker for each address: while one receiver is down its messages wait, and nobody's time is spent on them.
/// </summary>
public sealed class WebhookBreakers(IOptions<WebhookOptions> options, TimeProvider time)
{
    private const int Window = 10;
    private const int Fewest = 5;
    private const float MostFailed = 60;
    private const int LeastError = 300;

    private readonly ConcurrentDictionary<(long Id, string Url), Breaker> _breakers = [];

    /// <summary>Whether there is any sense in taking messages now.</summary>
    public bool LetsThrough(Webhook webhook) =>
        Find(webhook).State.State is not (CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen);

    /// <summary>A webhook with another address begins anew.</summary>
    internal ResiliencePipeline<int> Of(Webhook webhook) => Find(webhook).Pipeline;

    private Breaker Find(Webhook webhook) => _breakers.GetOrAdd((webhook.Id, webhook.Url), _ => Build());

    private Breaker Build()
    {
        var state = new SlidingWindowCircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder<int> { TimeProvider = time }
            .AddSlidingWindowCircuitBreaker(new SlidingWindowCircuitBreakerStrategyOptions<int>
            {
                WindowType = SlidingWindowType.Count,
                WindowSize = Window,
                MinimumNumberOfCalls = Fewest,
                FailureRateThreshold = MostFailed,
                OpenDuration = options.Value.BreakerOpens,
                AutomaticHalfOpen = true,
                PermittedCallsInHalfOpen = 1,
                ShouldHandle = new PredicateBuilder<int>().Handle<HttpRequestException>().Handle<OperationCanceledException>()
                    .HandleResult(status => status >= LeastError),
                StateProvider = state,
            })
            .Build();
        return new Breaker(pipeline, state);
    }

    private sealed record Breaker(ResiliencePipeline<int> Pipeline, SlidingWindowCircuitBreakerStateProvider State);
}
