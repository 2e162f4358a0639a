using Commerce.Chaos.Faults;

namespace Commerce.Chaos.Schedules;

/// <summary>What is bought and what breaks meanwhile. The same seed and number make the same schedule again.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Shape">What it needs a stack of.</param>
/// <param name="Orders">In the order of their numbers.</param>
/// <param name="Faults">In the order in which they begin.</param>
internal sealed record Schedule(
    int Seed, int Number, StackShape Shape, IReadOnlyList<PlannedOrder> Orders, IReadOnlyList<Fault> Faults)
{
    /// <summary>How long orders come in and faults begin.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    /// <summary>What <c>--replay</c> takes.</summary>
    public string Name => $"{Seed}:{Number}";
}
