using Commerce.Chaos.Running;

namespace Commerce.Chaos.Matrix;

/// <summary>What came of one case.</summary>
/// <param name="Breaches">A sentence for each promise that was not kept.</param>
internal sealed record MatrixResult(MatrixCase Case, ScheduleResult Run, IReadOnlyList<string> Breaches)
{
    /// <summary>The longest time from an order's sending until its buyer read that it has ended, his repeats among it.</summary>
    public TimeSpan LongestToTheEnd => Run.Customers.Max(customer => (customer.Told.EndedAt ?? TimeSpan.Zero) - customer.Order.At);

    /// <summary>What those who ordered while it lasted were told, and how often.</summary>
    public IReadOnlyList<(string Answer, int Times)> Answers =>
    [
        .. Run.Customers.Where(customer => customer.Order.Number > 1).SelectMany(customer => customer.Told.Ordering)
            .GroupBy(answer => answer, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count())),
    ];
}
