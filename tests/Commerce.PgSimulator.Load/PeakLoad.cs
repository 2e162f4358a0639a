using Commerce.TestHost.Load;

namespace Commerce.PgSimulator.Load;

/// <summary>As many creates as a fixed number of clients can make, each sending the next when the last is answered.</summary>
internal sealed class PeakLoad(LoadBench bench)
{
    private const int Clients = 64;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Latencies _latencies = new();
    private int _number;

    public async Task RunAsync(TimeSpan duration)
    {
        Console.WriteLine($"peak: {Clients} clients for {duration.TotalSeconds} s");
        var start = _time.GetTimestamp();
        await ClientsAsync(() => _time.GetElapsedTime(start) < duration);
        var seconds = _time.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(
            $"accepted {_latencies.Accepted} in {seconds:F1} s = {_latencies.Accepted / seconds:F0} creates/s, refused "
            + $"{_latencies.Refused}; {_latencies}; memory {bench.MemoryMiB()} MiB");
    }

    /// <summary>Lets the clients pay as long as they may.</summary>
    public async Task<Latencies> ClientsAsync(Func<bool> mayGoOn)
    {
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (mayGoOn())
            {
                var sent = _time.GetTimestamp();
                _latencies.Add(await bench.PayAsync(Interlocked.Increment(ref _number)), _time.GetElapsedTime(sent));
            }
        }));
        return _latencies;
    }
}
