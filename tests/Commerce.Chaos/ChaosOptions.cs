namespace Commerce.Chaos;

/// <summary>What the command line asks for.</summary>
/// <param name="First">The number of the first schedule, or interleaving.</param>
/// <param name="Schedules">How many schedules, or interleavings.</param>
/// <param name="Stacks">How many stacks, or shops that play interleavings, work side by side.</param>
/// <param name="Output">Where the report goes, and the evidence of what failed.</param>
/// <param name="Shrinks">How many runs may be spent on making a schedule that failed smaller.</param>
internal sealed record ChaosOptions(int Seed, int First, int Schedules, int Stacks, DirectoryInfo Output, int Shrinks)
{
    /// <summary>For interleavings: how many steps are put in every order; null: schedules are run.</summary>
    public int? Depth { get; init; }

    /// <summary>Neither: each dependency fails in each way, where the case's name has this in it; null: one of the others.</summary>
    public string? Matrix { get; init; }

    /// <summary>Whether bugs are planted, instead of schedules run.</summary>
    public bool PlantsBugs { get; init; }

    /// <summary>The numbers of the bugs to plant; null: all.</summary>
    public IReadOnlySet<int>? Only { get; init; }

    /// <summary>Whether a bug that its nearest tests miss is left at that, without the whole suite and the schedules.</summary>
    public bool Quick { get; init; }
}
