using Commerce.Chaos.Running;
using Commerce.Chaos.Schedules;

namespace Commerce.Chaos;

/// <summary>
/// Leaves out faults and orders of a schedule that failed, for as long as it fails. What fails by chance may not fail again: then the
/// schedule stays as it is.
/// </summary>
/// <param name="most">How many runs may be spent.</param>
internal sealed class ShrinkSchedule(int most)
{
    private int _runs;

    /// <param name="run">Runs a schedule on a stack of its own.</param>
    /// <returns>The smallest that was seen to fail.</returns>
    public async Task<ScheduleResult> ExecuteAsync(
        ScheduleResult failed, Func<Schedule, CancellationToken, Task<ScheduleResult>> run, CancellationToken ct)
    {
        var smallest = failed;
        smallest = await WithoutAsync(smallest, s => s.Faults, (s, faults) => s with { Faults = faults }, run, ct);
        return await WithoutAsync(smallest, s => s.Orders, (s, orders) => s with { Orders = orders }, run, ct);
    }

    // Halves first, then quarters, down to one: the usual way to a small input (ddmin).
    private async Task<ScheduleResult> WithoutAsync<T>(
        ScheduleResult smallest,
        Func<Schedule, IReadOnlyList<T>> parts,
        Func<Schedule, IReadOnlyList<T>, Schedule> with,
        Func<Schedule, CancellationToken, Task<ScheduleResult>> run,
        CancellationToken ct)
    {
        var size = (parts(smallest.Schedule).Count + 1) / 2;
        while (size >= 1)
        {
            for (var from = 0; from < parts(smallest.Schedule).Count && _runs < most;)
            {
                var all = parts(smallest.Schedule);
                _runs++;
                var smaller = await run(with(smallest.Schedule, [.. all.Take(from), .. all.Skip(from + size)]), ct);
                (smallest, from) = smaller.IsKept ? (smallest, from + size) : (smaller, from);
            }

            size /= 2;
        }

        return smallest;
    }
}
