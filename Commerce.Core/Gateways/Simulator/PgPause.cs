namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// How long a PG wants to be left alone: the <c>Retry-After</c> of its 429s and 503s, of which the one that ends last counts. This process
/// sends it nothing meanwhile.
/// </summary>
/// <param name="longest">What it may ask for at most: a wrong number must not stop the shop.</param>
internal sealed class PgPause(TimeProvider time, TimeSpan longest)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1); // Timers have no finer one, and must not ring too early.

    private long _endsAt = time.GetTimestamp();

    /// <summary>Zero when it may be asked.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), Volatile.Read(ref _endsAt));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Begin(TimeSpan asked)
    {
        var granted = asked < longest ? asked : longest;
        var endsAt = time.GetTimestamp() + (long)(granted.TotalSeconds * time.TimestampFrequency);
        long before;
        do
        {
            before = Volatile.Read(ref _endsAt);
        }
        while (endsAt > before && Interlocked.CompareExchange(ref _endsAt, endsAt, before) != before);
    }

    /// <summary>Waits for its end, if that comes within <paramref name="limit"/>.</summary>
    /// <returns>False when it does not.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        for (var left = Remaining; left > TimeSpan.Zero; left = Remaining)
        {
            if (left > limit)
            {
                return false;
            }

            await Task.Delay(left + Grain, time, ct);
        }

        return true;
    }

    public string Describe() => $"The PG wants to be left alone for {Math.Ceiling(Remaining.TotalSeconds)} s more.";
}
