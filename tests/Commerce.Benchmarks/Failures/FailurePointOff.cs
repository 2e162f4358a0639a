using BenchmarkDotNet.Attributes;
using Commerce.ServiceDefaults.Failures;

namespace Commerce.Benchmarks.Failures;

/// <summary>The price of a failure point in a process that has none switched on, which is every one but those under test.</summary>
public class FailurePointOff
{
    private readonly string _point = FailurePoints.OrderCommitted;

    [Benchmark(Baseline = true)]
    public ValueTask Nothing() => _point is null ? default : ValueTask.CompletedTask;

    [Benchmark]
    public ValueTask Point() => FailurePoint.ReachAsync(_point);

    [Benchmark]
    public async Task AwaitNothing() => await (_point is null ? default : ValueTask.CompletedTask);

    [Benchmark]
    public async Task AwaitPoint() => await FailurePoint.ReachAsync(_point);
}
