using Commerce.TestHost.Load;

namespace Commerce.Api.Load;

/// <summary>
/// Reads at a steady rate, whether the earlier ones are answered or not. A latency counts from the moment at which the request
/// was meant to be sent, so that a stall is not hidden by the requests it kept from being sent.
/// </summary>
internal sealed class SteadyReads(Func<Task<bool>> read, int rate)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Reads until <paramref name="until"/> has ended, and waits for every answer.</summary>
    public async Task RunAsync(Task until, Latencies latencies)
    {
        var start = _time.GetTimestamp();
        var reading = new List<Task>();
        for (var sent = 0; !until.IsCompleted;)
        {
            for (var due = 1 + (int)(_time.GetElapsedTime(start).TotalSeconds * rate); sent < due; sent++)
            {
                reading.Add(ReadAsync(start, TimeSpan.FromSeconds((double)sent / rate), latencies));
            }

            await Task.Delay(Tick, _time);
        }

        await Task.WhenAll(reading);
    }

    private async Task ReadAsync(long start, TimeSpan meantAt, Latencies latencies)
    {
        var accepted = await read();
        latencies.Add(accepted, _time.GetElapsedTime(start) - meantAt);
    }
}
