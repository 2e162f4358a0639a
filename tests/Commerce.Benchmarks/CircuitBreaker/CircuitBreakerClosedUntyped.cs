using BenchmarkDotNet.Attributes;
using Polly;

namespace Commerce.Benchmarks.CircuitBreaker;

/// <summary>As <see cref="CircuitBreakerClosed"/>, in a pipeline for results of any type.</summary>
public class CircuitBreakerClosedUntyped
{
    private readonly ResiliencePipeline _polly = Pipelines.PollyUntyped();
    private readonly ResiliencePipeline _ours = Pipelines.OursUntyped();

    [Benchmark(Baseline = true)]
    public ValueTask<string> Polly() => CallAsync(_polly);

    [Benchmark]
    public ValueTask<string> Ours() => CallAsync(_ours);

    private static ValueTask<string> CallAsync(ResiliencePipeline pipeline) =>
        pipeline.ExecuteAsync(static (answer, _) => new ValueTask<string>(answer), Pipelines.Answer, CancellationToken.None);
}
