using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.DependencyInjection;
using Polly.Retry;
using Polly.Timeout;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// How calls to the PG are guarded, outermost first: circuit breaker, time limit, and for payments the safe retry. Payments,
/// lookups and cancels have a breaker each: trouble with payments must not stop recovery.
/// </summary>
internal static class PgPipelines
{
    public static void AddPgPipelines(this IServiceCollection services, SimulatorName name)
    {
        services.AddResiliencePipeline<string, GatewayResult>(name.Payments, (pipeline, context) =>
        {
            var options = Guard(pipeline, context, name, name.Payments, new()
            {
                ShouldIgnore = static outcome => new ValueTask<bool>(outcome.Outcome.Result is GatewayResult.Declined),
                ShouldHandle = static outcome => new ValueTask<bool>(
                    NoAnswer(outcome.Outcome.Exception)
                        || outcome.Outcome.Result is GatewayResult.Refused or GatewayResult.Unknown or GatewayResult.NotSent),
            });
            pipeline.AddTimeout(options.TimeLimit);
            if (options is { HonoursIdempotencyKey: true, MaxSends: > 1 })
            {
                pipeline.AddRetry(AgainUnderTheSameKey(options.MaxSends - 1));
            }
        });
        services.AddLookupPipeline<GatewayLookup>(name, static lookup => lookup is GatewayLookup.Unknown { IsKeyUnusable: false });
        services.AddLookupPipeline<GatewayOrderLookup>(
            name, static lookup => lookup is GatewayOrderLookup.Unknown { IsKeyUnusable: false });
        services.AddResiliencePipeline<string, HttpResponseMessage>(name.Books, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddNamedCircuitBreaker(name.Lookups, context.ServiceProvider)
                .AddTimeout(new TimeoutStrategyOptions
                {
                    TimeoutGenerator = static call => new ValueTask<TimeSpan>(SimulatorBooks.SilenceLimitOf(call.Context)),
                });
        });
        services.AddResiliencePipeline<string, PgCancelAnswer>(name.Cancels, (pipeline, context) =>
        {
            var options = Guard(pipeline, context, name, name.Cancels, new()
            {
                ShouldIgnore = static outcome => new ValueTask<bool>(
                    outcome.Outcome is { Exception: null, Result.Outcome: PgCancelOutcome.Refused }),
                ShouldHandle = static outcome => new ValueTask<bool>(
                    NoAnswer(outcome.Outcome.Exception)
                        || outcome.Outcome is { Exception: null, Result.Outcome: PgCancelOutcome.ServerError }),
            });
            pipeline.AddTimeout(options.TimeLimit);
        });
    }

    private static void AddLookupPipeline<TResult>(this IServiceCollection services, SimulatorName name, Func<TResult?, bool> isUnknown)
        where TResult : class =>
        services.AddResiliencePipeline<string, TResult>(name.Lookups, (pipeline, context) =>
        {
            var options = Guard(pipeline, context, name, name.Lookups, new()
            {
                ShouldHandle = outcome => new ValueTask<bool>(NoAnswer(outcome.Outcome.Exception) || isUnknown(outcome.Outcome.Result)),
            });
            pipeline.AddTimeout(options.LookupTimeLimit);
        });

    private static PgOptions Guard<TResult>(
        ResiliencePipelineBuilder<TResult> pipeline,
        AddResiliencePipelineContext<string> context,
        SimulatorName name,
        string breaker,
        SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
    {
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        var registry = context.ServiceProvider.GetRequiredService<CircuitBreakerRegistry>();
        pipeline.AddSlidingWindowCircuitBreaker(registry.Get(breaker).Breaker, options);
        return context.ServiceProvider.GetRequiredService<IOptionsMonitor<PgOptions>>().Get(name.Value);
    }

    private static bool NoAnswer(Exception? exception) => exception is TimeoutRejectedException or HttpRequestException;

    // Refused means: the answer left it open, a look found nothing, and the PG keeps one payment a key. Nothing else is ever sent again
    // (I1).
    private static RetryStrategyOptions<GatewayResult> AgainUnderTheSameKey(int more) => new()
    {
        ShouldHandle = static arguments => new ValueTask<bool>(arguments.Outcome.Result is GatewayResult.Refused),
        MaxRetryAttempts = more,
        Delay = TimeSpan.FromMilliseconds(100),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };
}
