using Spectre.Console;

namespace Commerce.Chaos.PlantedBugs;

/// <summary>Plants the bugs that the command line asks for, one after the other, and tells who noticed each.</summary>
internal sealed class PlantedBugsRun(ChaosOptions options, IAnsiConsole console)
{
    private const int CouldNotRun = 78;

    /// <returns>0: every bug was caught; 1: one was not; 78: one could not be planted, or the tests cannot be run.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var bugs = PlantedBugList.All.Where(bug => options.Only is null || options.Only.Contains(bug.Number)).ToList();
        try
        {
            using var copy = await WorkingCopy.MakeAsync(ct);
            return await RunAsync(copy, bugs, ct);
        }
        catch (InvalidOperationException e)
        {
            console.MarkupLineInterpolated($"[red]{e.Message}[/]");
            return CouldNotRun;
        }
    }

    private async Task<int> RunAsync(WorkingCopy copy, List<PlantedBug> bugs, CancellationToken ct)
    {
        await EnsureAllApplyAsync(copy, bugs, ct);
        console.MarkupLineInterpolated($"{bugs.Count} bugs to plant; first the nearest tests without any of them …");
        var catchBug = new CatchBug(copy, options);
        await catchBug.PrepareAsync(bugs, ct);
        foreach (var failed in catchBug.FailWithoutABug)
        {
            console.MarkupLineInterpolated($"[yellow]{failed} fails without any bug, and catches none.[/]");
        }

        var results = new List<PlantedBugResult>();
        foreach (var bug in bugs)
        {
            var result = await catchBug.ExecuteAsync(bug, ct);
            results.Add(result);
            console.MarkupLineInterpolated($"{bug.Number,2} {bug.Name}: {VerdictOf(result)}, {result.Took.TotalSeconds:0} s");
            await new WritePlantedBugs(options.Output).ExecuteAsync(results, ct); // Whoever breaks it off keeps what is known by then.
        }

        Print(results);
        return results.Exists(result => result is { IsCaught: false, Trouble: null }) ? 1
            : results.TrueForAll(result => result.IsCaught) ? 0
            : CouldNotRun;
    }

    // Before anything is built: a patch that the code has left behind is to be renewed first.
    private static async Task EnsureAllApplyAsync(WorkingCopy copy, List<PlantedBug> bugs, CancellationToken ct)
    {
        foreach (var bug in bugs)
        {
            if (await copy.CheckAsync(bug, ct) is { } trouble)
            {
                throw new InvalidOperationException($"{bug.PatchFile} does not apply any more: {trouble}");
            }
        }
    }

    private void Print(List<PlantedBugResult> results)
    {
        var table = new Table().AddColumns("", "bug", "breaks", "caught", "seconds");
        foreach (var result in results)
        {
            table.AddRow(
                $"{result.Bug.Number}",
                Markup.Escape(result.Bug.Title),
                result.Bug.Invariant,
                result.IsCaught ? "yes" : result.Trouble is null ? "[red]NO[/]" : "[yellow]not tried[/]",
                $"{result.Took.TotalSeconds:0}");
        }

        console.Write(table);
        var caught = results.Count(result => result.IsCaught);
        console.MarkupLineInterpolated($"{caught} of {results.Count} were caught. Report: {options.Output.FullName}");
    }

    private static string VerdictOf(PlantedBugResult result) => result switch
    {
        { Trouble: { } trouble } => $"could not be tried: {trouble}",
        { CaughtBy: [var only] } => only,
        { CaughtBy: [var first, ..] } => $"{first} and {result.CaughtBy.Count - 1} more",
        _ => "NOTHING",
    };
}
