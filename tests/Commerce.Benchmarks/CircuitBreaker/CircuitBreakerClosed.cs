using BenchmarkDotNet.Attributes;
using Polly;

namespace Commerce.Benchmarks.CircuitBreaker;

/// <summary>The price of a breaker on a call that succeeds at once, one thread.</summary>
public class CircuitBreakerClosed
{
    private readonly ResiliencePipeline<string> _empty = Pipelines.Empty();
    private readonly ResiliencePipeline<string> _polly = Pipelines.Polly();
    private readonly ResiliencePipeline<string> _ours = Pipelines.Ours();
    private readonly ResiliencePipeline<string> _oursInFlight = Pipelines.OursWatchingInFlight();

    [Benchmark]
    public ValueTask<string> Empty() => CallAsync(_empty);

    [Benchmark(Baseline = true)]
    public ValueTask<string> Polly() => CallAsync(_polly);

    [Benchmark]
    public ValueTask<string> Ours() => CallAsync(_ours);

    [Benchmark]
    public ValueTask<string> OursWatchingInFlight() => CallAsync(_oursInFlight);

    private static ValueTask<string> CallAsync(ResiliencePipeline<string> pipeline) =>
        pipeline.ExecuteAsync(static (answer, _) => new ValueTask<string>(answer), Pipelines.Answer, CancellationToken.None);
}
