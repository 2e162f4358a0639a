using System.Collections.Concurrent;
using Commerce.Chaos.Reporting;
using Commerce.Chaos.Running;
using Commerce.Chaos.Schedules;
using Spectre.Console;

namespace Commerce.Chaos;

/// <summary>Runs all schedules, makes those that failed smaller, and writes the report.</summary>
internal sealed class ChaosRun(ChaosOptions options, IAnsiConsole console)
{
    private const int CouldNotRun = 78;

    // A stack is for schedules of one shape: so each worker takes a shape, and all that are left of it.
    private readonly IReadOnlyList<(StackShape Shape, ConcurrentQueue<int> Numbers)> _numbers =
    [
        .. Enumerable.Range(options.First, options.Schedules).GroupBy(number => DrawSchedule.ShapeOf(options.Seed, number))
            .OrderByDescending(group => group.Count()).Select(group => (group.Key, new ConcurrentQueue<int>(group))),
    ];

    private readonly ConcurrentBag<ScheduleResult> _results = [];
    private readonly ConcurrentBag<string> _troubles = [];
    private readonly ConcurrentBag<PointCount> _points = [];

    /// <returns>0: every promise was kept; 1: one was not; 78: the stack did not come up.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var begin = TimeProvider.System.GetTimestamp();
        console.MarkupLineInterpolated(
            $"{options.Schedules} schedules of seed {options.Seed}, {options.Stacks} at a time; starting the stack …");
        await SearchProgress.Create(console).StartAsync(async progress =>
        {
            var task = progress.AddTask("no schedule has ended yet", maxValue: options.Schedules);
            await Task.WhenAll(Enumerable.Range(0, options.Stacks).Select(_ => WorkAsync(task, ct)));
        });

        if (_results.IsEmpty)
        {
            var trouble = _troubles.FirstOrDefault() ?? "Nothing ran.";
            var file = await new WriteReport(options.Output).TroubleAsync(trouble, ct);
            console.MarkupLineInterpolated($"[red]{trouble.Split('\n')[0].Trim()}[/] What its processes said: {file}");
            return CouldNotRun;
        }

        var results = _results.OrderBy(result => result.Schedule.Number).ToList();
        var shrunk = await ShrinkAsync([.. results.Where(result => !result.IsKept)], ct);
        var took = TimeProvider.System.GetElapsedTime(begin);
        var report = new ChaosReport(options, results, shrunk, PointCount.Sum(_points), [.. _troubles], took);
        await new WriteReport(options.Output).ExecuteAsync(report, ct);
        PrintReport.Execute(console, report, options.Output);
        return report.Failed.Count > 0 ? 1 : _troubles.IsEmpty ? 0 : CouldNotRun;
    }

    // A stack whose books are broken serves no further schedule: what is found in them would be the same again.
    private async Task WorkAsync(ProgressTask task, CancellationToken ct)
    {
        while (_numbers.FirstOrDefault(left => !left.Numbers.IsEmpty) is { Numbers: not null } left)
        {
            try
            {
                await using var shop = await ChaosShop.StartAsync(left.Shape, ct);
                while (left.Numbers.TryDequeue(out var number))
                {
                    var result = await new RunSchedule(shop, []).ExecuteAsync(DrawSchedule.Execute(options.Seed, number), ct);
                    _results.Add(result);
                    await shop.Points.ReadAsync(ct);
                    task.Increment(1);
                    task.Description = $"{_results.Count} run, {_results.Count(one => !one.IsKept)} failed";
                    if (!result.IsKept)
                    {
                        await new WriteReport(options.Output).EvidenceAsync(shop, result, ct);
                        break;
                    }
                }

                shop.Points.Count().ToList().ForEach(_points.Add);
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException or OperationCanceledException
                && !ct.IsCancellationRequested)
            {
                _troubles.Add(e.Message); // The stack, not the shop: it did not start, or a process of it did not come back.
                if (_troubles.Count > options.Stacks * 3)
                {
                    return;
                }
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, ScheduleResult>> ShrinkAsync(IReadOnlyList<ScheduleResult> failed, CancellationToken ct)
    {
        var shrunk = new Dictionary<string, ScheduleResult>();
        foreach (var result in options.Shrinks > 0 ? failed : [])
        {
            console.MarkupLineInterpolated($"{result.Schedule.Name} failed; looking for the shortest schedule that still does …");
            shrunk[result.Schedule.Name] = await new ShrinkSchedule(options.Shrinks).ExecuteAsync(result, RunAloneAsync, ct);
        }

        return shrunk;
    }

    private static async Task<ScheduleResult> RunAloneAsync(Schedule schedule, CancellationToken ct)
    {
        await using var shop = await ChaosShop.StartAsync(schedule.Shape, ct);
        return await new RunSchedule(shop, []).ExecuteAsync(schedule, ct);
    }
}
