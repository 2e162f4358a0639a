using Commerce.Core.Reconciliation;
using Commerce.ServiceDefaults.CircuitBreaker;
using Commerce.ServiceDefaults.CircuitBreaker.Http;
using Commerce.ServiceDefaults.CircuitBreaker.Named;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.DependencyInjection;
using Polly.Retry;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>
/// How calls to the PG are guarded, outermost first: circuit breaker, time limit, and for payments the safe retry. Payments,
/// lookups and cancels have a breaker each: trouble with payments must not stop recovery.
/// </summary>
internal static class PgPipelines
{
    public static void AddPgPipelines(this IServiceCollection services)
    {
        services.AddResiliencePipeline<string, PgResult>(PgCircuitBreakers.Payments, (pipeline, context) =>
        {
            var options = Guard(pipeline, context, PgCircuitBreakers.Payments, new()
            {
                ShouldIgnore = static outcome => new ValueTask<bool>(outcome.Outcome.Result is PgResult.Declined),
                ShouldHandle = static outcome => new ValueTask<bool>(
                    NoAnswer(outcome.Outcome.Exception) || outcome.Outcome.Result is PgResult.Refused or PgResult.Unknown or PgResult.NotSent),
            });
            pipeline.AddTimeout(options.TimeLimit);
            if (options.MaxSends > 1)
            {
                pipeline.AddRetry(AgainAfterProvenAbsence(options.MaxSends - 1));
            }
        });
        services.AddResiliencePipeline<string, PgLookup>(PgCircuitBreakers.Lookups, (pipeline, context) =>
        {
            var options = Guard(pipeline, context, PgCircuitBreakers.Lookups, new()
            {
                ShouldHandle = static outcome => new ValueTask<bool>(
                    NoAnswer(outcome.Outcome.Exception) || outcome.Outcome.Result is PgLookup.Unknown),
            });
            pipeline.AddTimeout(options.LookupTimeLimit);
        });
        services.AddResiliencePipeline<string, HttpResponseMessage>(SimulatorBooks.Name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddNamedCircuitBreaker(PgCircuitBreakers.Lookups, context.ServiceProvider)
                .AddTimeout(context.ServiceProvider.GetRequiredService<IOptions<BooksOptions>>().Value.SilenceLimit);
        });
        services.AddResiliencePipeline<string, PgCancelAnswer>(PgCircuitBreakers.Cancels, (pipeline, context) =>
        {
            var options = Guard(pipeline, context, PgCircuitBreakers.Cancels, new()
            {
                ShouldIgnore = static outcome => new ValueTask<bool>(outcome.Outcome is { Exception: null, Result: PgCancelAnswer.Refused }),
                ShouldHandle = static outcome => new ValueTask<bool>(
                    NoAnswer(outcome.Outcome.Exception) || outcome.Outcome is { Exception: null, Result: PgCancelAnswer.ServerError }),
            });
            pipeline.AddTimeout(options.TimeLimit);
        });
    }

    private static PgOptions Guard<TResult>(
        ResiliencePipelineBuilder<TResult> pipeline,
        AddResiliencePipelineContext<string> context,
        string breaker,
        SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
    {
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        var registry = context.ServiceProvider.GetRequiredService<CircuitBreakerRegistry>();
        pipeline.AddSlidingWindowCircuitBreaker(registry.Get(breaker).Breaker, options);
        return context.ServiceProvider.GetRequiredService<IOptions<PgOptions>>().Value;
    }

    private static bool NoAnswer(Exception? exception) => exception is TimeoutRejectedException or HttpRequestException;

    // Refused means: a 5xx, and the PG has shown that it kept nothing. Nothing else may ever be sent again (I1).
    private static RetryStrategyOptions<PgResult> AgainAfterProvenAbsence(int more) => new()
    {
        ShouldHandle = static arguments => new ValueTask<bool>(arguments.Outcome.Result is PgResult.Refused),
        MaxRetryAttempts = more,
        Delay = TimeSpan.FromMilliseconds(100),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };
}
