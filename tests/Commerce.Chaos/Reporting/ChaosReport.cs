using Commerce.Chaos.Running;

namespace Commerce.Chaos.Reporting;

/// <summary>What all schedules showed.</summary>
/// <param name="Shrunk">For each schedule that failed, by its name, the smallest one that was seen to fail.</param>
/// <param name="Points">How often each failure point was passed, and what happened there.</param>
/// <param name="Troubles">What kept a stack from running, apart from its schedules.</param>
internal sealed record ChaosReport(
    ChaosOptions Options,
    IReadOnlyList<ScheduleResult> Results,
    IReadOnlyDictionary<string, ScheduleResult> Shrunk,
    IReadOnlyList<PointCount> Points,
    IReadOnlyList<string> Troubles,
    TimeSpan Took)
{
    public IReadOnlyList<ScheduleResult> Failed => [.. Results.Where(result => !result.IsKept)];

    public int Orders => Results.Sum(result => result.Schedule.Orders.Count);

    /// <summary>From the end of the faults to the truth, the shortest first.</summary>
    public IReadOnlyList<TimeSpan> TimesToTruth => [.. Results.Select(result => result.TimeToTruth).Order()];

    public IEnumerable<FaultCount> FaultCounts => Results
        .SelectMany(result => result.Schedule.Faults.Select(fault => (fault.Kind, result)))
        .GroupBy(pair => pair.Kind, (kind, pairs) => Count(kind, [.. pairs.Select(pair => pair.result)]))
        .OrderByDescending(count => count.Times).ThenBy(count => count.Kind, StringComparer.Ordinal);

    public IEnumerable<(string End, int Orders)> Ends => Results.SelectMany(result => result.Ends)
        .GroupBy(end => end.Key, (end, counts) => (end, counts.Sum(count => count.Value)))
        .OrderByDescending(end => end.Item2);

    /// <summary>How many schedules ran on which stack.</summary>
    public IEnumerable<(string Shape, int Schedules)> Shapes => Results
        .GroupBy(result => result.Schedule.Shape.ToString(), (shape, results) => (shape, results.Count()))
        .OrderByDescending(shape => shape.Item2);

    /// <param name="share">0.99: as long as 99 of 100 took at most.</param>
    public TimeSpan TruthWithin(double share) => TimesToTruth[(int)Math.Ceiling(share * TimesToTruth.Count) - 1];

    private static FaultCount Count(string kind, List<ScheduleResult> results) => new(
        kind, results.Count, results.Count(result => !result.IsKept), results.Max(result => result.TimeToTruth));
}

/// <param name="Times">How often it was tried.</param>
/// <param name="Found">In how many schedules that failed.</param>
/// <param name="LongestToTruth">Of the schedules that had it.</param>
internal sealed record FaultCount(string Kind, int Times, int Found, TimeSpan LongestToTruth);
