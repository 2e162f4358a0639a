using BenchmarkDotNet.Attributes;
using Polly;

namespace Commerce.Benchmarks.CircuitBreaker;

/// <summary>The price of a refusal, as an outcome and as a thrown exception, one thread.</summary>
public class CircuitBreakerOpen
{
    private readonly ResiliencePipeline<string> _polly = Pipelines.Opened(Pipelines.Polly());
    private readonly ResiliencePipeline<string> _ours = Pipelines.Opened(Pipelines.Ours());

    [Benchmark(Baseline = true)]
    public ValueTask<Outcome<string>> PollyOutcome() => CallAsync(_polly);

    [Benchmark]
    public ValueTask<Outcome<string>> OursOutcome() => CallAsync(_ours);

    private static ValueTask<Outcome<string>> CallAsync(ResiliencePipeline<string> pipeline)
    {
        var context = ResilienceContextPool.Shared.Get();
        var outcome = pipeline.ExecuteOutcomeAsync(
            static (_, answer) => Outcome.FromResultAsValueTask(answer), context, Pipelines.Answer);
        ResilienceContextPool.Shared.Return(context);
        return outcome;
    }
}
