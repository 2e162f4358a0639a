using Commerce.Chaos.Customers;
using Commerce.Chaos.Schedules;

namespace Commerce.Chaos.Running;

/// <summary>What came of one schedule.</summary>
/// <param name="Breaches">A sentence for each promise that was not kept; none when all is well.</param>
/// <param name="TimeToTruth">From the end of all faults until no payment was open.</param>
/// <param name="TimeToRest">From the end of all faults until nothing was under way.</param>
/// <param name="Ends">How many orders ended in which status.</param>
/// <param name="Story">What happened to the faults, with times.</param>
internal sealed record ScheduleResult(
    Schedule Schedule,
    IReadOnlyList<string> Breaches,
    TimeSpan TimeToTruth,
    TimeSpan TimeToRest,
    IReadOnlyDictionary<string, int> Ends,
    IReadOnlyList<string> Story,
    IReadOnlyList<CustomerStory> Customers)
{
    public bool IsKept => Breaches.Count == 0;
}

internal sealed record CustomerStory(PlannedOrder Order, Told Told);
