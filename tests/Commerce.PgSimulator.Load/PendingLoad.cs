namespace Commerce.PgSimulator.Load;

/// <summary>Takes in many payments, none of which is due before all are there, and then watches them being concluded.</summary>
internal sealed class PendingLoad(LoadBench bench)
{
    private readonly TimeProvider _time = TimeProvider.System;

    public async Task RunAsync(int count)
    {
        Console.WriteLine($"pending: {count} payments at once; memory at start {bench.MemoryMiB()} MiB");
        var start = _time.GetTimestamp();
        var left = count;
        var latencies = await new PeakLoad(bench).ClientsAsync(() => Interlocked.Decrement(ref left) >= 0);
        Console.WriteLine($"accepted {latencies.Accepted} in {_time.GetElapsedTime(start).TotalSeconds:F1} s; {latencies}");
        Console.WriteLine($"pending now: {await bench.PendingAsync()}; memory {bench.MemoryMiB()} MiB");

        await LoadBench.UntilAsync(() => Task.FromResult(bench.Merchant.Callbacks > 0));
        var first = _time.GetTimestamp();
        var peak = 0L;
        await LoadBench.UntilAsync(() =>
        {
            peak = Math.Max(peak, bench.MemoryMiB());
            return Task.FromResult(bench.Merchant.Callbacks >= latencies.Accepted);
        });
        Console.WriteLine(
            $"concluded and called back within {_time.GetElapsedTime(first).TotalSeconds:F1} s of the first; memory at most {peak} MiB, "
            + $"now {bench.MemoryMiB()} MiB");
    }
}
