using Commerce.TestHost.Load;

namespace Commerce.PgSimulator.Load;

/// <summary>
/// Creates at a steady rate, whether the earlier ones are answered or not. A latency counts from the moment at which the
/// request was meant to be sent, so that a stall is not hidden by the requests it kept from being sent.
/// </summary>
internal sealed class SustainedLoad(LoadBench bench)
{
    private const int Reports = 12;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Latencies _latencies = new();

    public async Task RunAsync(int rate, TimeSpan duration)
    {
        Console.WriteLine($"sustained: {rate} creates a second for {duration.TotalSeconds} s");
        var start = _time.GetTimestamp();
        var sending = new List<Task>();
        var total = (int)(rate * duration.TotalSeconds);
        var reportEvery = Math.Max(1, total / Reports);
        for (var sent = 0; sent < total;)
        {
            for (var due = (int)(_time.GetElapsedTime(start).TotalSeconds * rate); sent < Math.Min(due, total); sent++)
            {
                sending.Add(PayAsync(sent, start, TimeSpan.FromSeconds((double)sent / rate)));
                if (sent % reportEvery == 0)
                {
                    Console.WriteLine(
                        $"  {_time.GetElapsedTime(start).TotalSeconds,5:F0} s  sent {sent,7}  accepted {_latencies.Accepted,7}  "
                        + $"callbacks {bench.Merchant.Callbacks,7}  at work {_latencies.Accepted - bench.Merchant.Callbacks,6}  memory "
                            + $"{bench.MemoryMiB()} MiB");
                }
            }

            await Task.Delay(Tick, _time);
        }

        await Task.WhenAll(sending);
        Console.WriteLine(
            $"accepted {_latencies.Accepted} of {total} in {_time.GetElapsedTime(start).TotalSeconds:F1} s, refused "
            + $"{_latencies.Refused}; {_latencies}");
        await LoadBench.UntilAsync(() => Task.FromResult(bench.Merchant.Callbacks >= _latencies.Accepted));
        Console.WriteLine(
            $"all {bench.Merchant.Callbacks} callbacks delivered {_time.GetElapsedTime(start).TotalSeconds:F1} s after the start; memory "
            + $"{bench.MemoryMiB()} MiB");
    }

    private async Task PayAsync(int number, long start, TimeSpan meantAt)
    {
        var accepted = await bench.PayAsync(number);
        _latencies.Add(accepted, _time.GetElapsedTime(start) - meantAt);
    }
}
