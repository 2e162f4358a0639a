namespace Commerce.PgSimulator.Faults;

/// <summary>The dice of one request. Only <see cref="OutcomePolicy"/> throws them.</summary>
internal sealed class Dice
{
    private readonly Random _random;

#pragma warning disable RS0030, CA5394 // Here, and only here, chance is made: it must be repeatable, not secret.
    private Dice(int seed) => _random = new Random(seed);

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Roll() => _random.NextDouble();

    /// <summary>Both ends included.</summary>
    public TimeSpan Between(int minMs, int maxMs) => TimeSpan.FromMilliseconds(_random.Next(minMs, maxMs + 1));
#pragma warning restore RS0030, CA5394

    public static Dice For(int seed, int kind, int request) => new(Mix(seed, kind, request));

    public bool Hits(double rate) => Roll() < rate;

    /// <summary>The first of the faults whose roll hits. All are rolled, so that a rate never shifts what is rolled after it.</summary>
    public T FirstOf<T>(params ReadOnlySpan<(double Rate, T Fault)> faults)
        where T : struct
    {
        T? first = null;
        foreach (var (rate, fault) in faults)
        {
            first = Hits(rate) ? first ?? fault : first;
        }

        return first.GetValueOrDefault();
    }

    // Random gives related numbers for neighbouring seeds; this (the finalizer of MurmurHash3) scatters them first.
    private static int Mix(int seed, int kind, int request)
    {
        var mixed = unchecked(((ulong)(uint)seed << 32) ^ ((ulong)(uint)kind << 30) ^ (uint)request);
        mixed = unchecked((mixed ^ (mixed >> 33)) * 0xff51afd7ed558ccd);
        mixed = unchecked((mixed ^ (mixed >> 33)) * 0xc4ceb9fe1a85ec53);
        return (int)(mixed ^ (mixed >> 33));
    }
}
