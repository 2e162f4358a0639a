using BenchmarkDotNet.Attributes;
using Polly;

namespace Commerce.Benchmarks.CircuitBreaker;

/// <summary>The price of a breaker on a call that really is asynchronous, as every call over the network.</summary>
public class CircuitBreakerClosedAsync
{
    private const int Calls = 1_000;

    private readonly ResiliencePipeline<string> _empty = Pipelines.Empty();
    private readonly ResiliencePipeline<string> _polly = Pipelines.Polly();
    private readonly ResiliencePipeline<string> _ours = Pipelines.Ours();

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task Empty() => CallRepeatedlyAsync(_empty);

    [Benchmark(OperationsPerInvoke = Calls, Baseline = true)]
    public Task Polly() => CallRepeatedlyAsync(_polly);

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task Ours() => CallRepeatedlyAsync(_ours);

    private static async Task CallRepeatedlyAsync(ResiliencePipeline<string> pipeline)
    {
        for (var call = 0; call < Calls; call++)
        {
            await pipeline.ExecuteAsync(static (answer, _) => YieldAsync(answer), Pipelines.Answer, CancellationToken.None);
        }
    }

    private static async ValueTask<string> YieldAsync(string answer)
    {
        await Task.Yield();
        return answer;
    }
}
