namespace Commerce.Chaos.Interleavings;

/// <summary>What came of all interleavings.</summary>
/// <param name="Possible">How many there are up to the depth.</param>
/// <param name="Crashes">How often a process died at which failure point.</param>
internal sealed record InterleavingReport(
    int Seed,
    int First,
    int Depth,
    long Possible,
    int Played,
    TimeSpan Took,
    IReadOnlyDictionary<string, int> Crashes,
    IReadOnlyList<(Interleaving Interleaving, IReadOnlyList<string> Breaches)> Broken)
{
    public double PerSecond => Played / Took.TotalSeconds;
}
