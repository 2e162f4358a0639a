using BenchmarkDotNet.Attributes;
using Polly;

namespace Commerce.Benchmarks.CircuitBreaker;

/// <summary>Many threads at one breaker at the same time: per call, closed and open.</summary>
public class CircuitBreakerContended
{
    private const int CallsPerThread = 20_000;
    private const int MaxThreads = 8;

    private readonly ResiliencePipeline<string> _empty = Pipelines.Empty();
    private readonly ResiliencePipeline<string> _polly = Pipelines.Polly();
    private readonly ResiliencePipeline<string> _ours = Pipelines.Ours();
    private readonly ResiliencePipeline<string> _pollyOpen = Pipelines.Opened(Pipelines.Polly());
    private readonly ResiliencePipeline<string> _oursOpen = Pipelines.Opened(Pipelines.Ours());

    [Benchmark(OperationsPerInvoke = CallsPerThread * MaxThreads)]
    public void Empty() => CallFromAllThreads(_empty);

    [Benchmark(OperationsPerInvoke = CallsPerThread * MaxThreads, Baseline = true)]
    public void Polly() => CallFromAllThreads(_polly);

    [Benchmark(OperationsPerInvoke = CallsPerThread * MaxThreads)]
    public void Ours() => CallFromAllThreads(_ours);

    [Benchmark(OperationsPerInvoke = CallsPerThread * MaxThreads)]
    public void PollyOpen() => CallFromAllThreads(_pollyOpen);

    [Benchmark(OperationsPerInvoke = CallsPerThread * MaxThreads)]
    public void OursOpen() => CallFromAllThreads(_oursOpen);

    private static void CallFromAllThreads(ResiliencePipeline<string> pipeline)
    {
        var threads = Enumerable.Range(0, MaxThreads).Select(_ => new Thread(() => CallRepeatedly(pipeline))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static void CallRepeatedly(ResiliencePipeline<string> pipeline)
    {
        var context = ResilienceContextPool.Shared.Get();
        for (var call = 0; call < CallsPerThread; call++)
        {
            var outcome = pipeline.ExecuteOutcomeAsync(
                static (_, answer) => Outcome.FromResultAsValueTask(answer), context, Pipelines.Answer);
            if (!outcome.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("Everything in here ends at once.");
            }
        }

        ResilienceContextPool.Shared.Return(context);
    }
}
