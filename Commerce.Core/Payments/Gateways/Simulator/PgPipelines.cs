using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>How calls to the PG are guarded. Payments, lookups and cancels are apart: trouble with one must not stop the others.</summary>
internal static class PgPipelines
{
    public const string Payments = "pg-payments";
    public const string Lookups = "pg-lookups";
    public const string Cancels = "pg-cancels";

    public static void AddPgPipelines(this IServiceCollection services)
    {
        services.AddResiliencePipeline<string, PgResult>(Payments, (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<PgOptions>>().Value;
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddTimeout(options.TimeLimit);
            if (options.MaxSends > 1)
            {
                pipeline.AddRetry(AgainAfterProvenAbsence(options.MaxSends - 1));
            }
        });
        services.AddResiliencePipeline<string, PgLookup>(Lookups, (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<PgOptions>>().Value;
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddTimeout(options.LookupTimeLimit);
        });
        services.AddResiliencePipeline<string, PgCancelAnswer>(Cancels, (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<PgOptions>>().Value;
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddTimeout(options.TimeLimit);
        });
    }

    // Refused means: a 5xx, and the PG has shown that it kept nothing. Nothing else may ever be sent again (I1).
    private static RetryStrategyOptions<PgResult> AgainAfterProvenAbsence(int more) => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is PgResult.Refused),
        MaxRetryAttempts = more,
        Delay = TimeSpan.FromMilliseconds(100),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };
}
