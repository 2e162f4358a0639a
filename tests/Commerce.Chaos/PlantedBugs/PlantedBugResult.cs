namespace Commerce.Chaos.PlantedBugs;

/// <summary>What became of one planted bug.</summary>
/// <param name="CaughtBy">The tests that failed with it, or the search that did; empty when nothing did.</param>
/// <param name="Took">From the patch to the verdict, with the build.</param>
/// <param name="Trouble">Why it could not be planted; null when it was.</param>
internal sealed record PlantedBugResult(PlantedBug Bug, IReadOnlyList<string> CaughtBy, TimeSpan Took, string? Trouble = null)
{
    public bool IsCaught => CaughtBy.Count > 0;
}
