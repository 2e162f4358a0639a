namespace Commerce.Chaos.Interleavings;

/// <summary>What came of all interleavings.</summary>
/// <param name="Possible">How many there are up to the depth.</param>
/// <param name="All">Those that were played, by number.</param>
internal sealed record InterleavingReport(
    int Seed,
    int First,
    int Depth,
    long Possible,
    IReadOnlyList<PlayedInterleaving> All,
    TimeSpan Took,
    IReadOnlyList<(Interleaving Interleaving, IReadOnlyList<string> Breaches)> Broken)
{
    public int Played => All.Count;

    public double PerSecond => Played / Took.TotalSeconds;

    public required InterleavingCost Cost { get; init; }

    /// <summary>How often a process died at which failure point.</summary>
    public IReadOnlyDictionary<string, int> Crashes =>
        All.Where(one => one.HasCrashed).CountBy(one => one.Interleaving.Variant.CrashAt!).ToDictionary();
}

/// <summary>What all of them cost.</summary>
/// <param name="Statements">That the database ran, the checks of the books among them.</param>
/// <param name="Own">Processor time of this process.</param>
/// <param name="Database">Processor time of the database.</param>
internal sealed record InterleavingCost(long Statements, TimeSpan Own, TimeSpan Database);
