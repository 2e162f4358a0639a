using Spectre.Console;

namespace Commerce.Chaos.Reporting;

/// <summary>The report in short, on the console.</summary>
internal static class PrintReport
{
    public static void Execute(IAnsiConsole console, ChaosReport report, DirectoryInfo output)
    {
        var table = new Table().AddColumns("order ended as", "orders");
        foreach (var (end, orders) in report.Ends)
        {
            table.AddRow(Markup.Escape(end), $"{orders}");
        }

        console.Write(table);
        var faults = report.Results.Sum(result => result.Schedule.Faults.Count);
        var (p50, p99) = (report.TruthWithin(0.5).TotalSeconds, report.TruthWithin(0.99).TotalSeconds);
        console.MarkupLineInterpolated(
            $"{report.Results.Count} schedules, {report.Orders} orders, {faults} faults in {report.Took:h\\:mm\\:ss}");
        console.MarkupLineInterpolated($"from the end of the faults to the truth: p50 {p50:0.0} s, p99 {p99:0.0} s");
        foreach (var trouble in report.Troubles)
        {
            console.MarkupLineInterpolated($"[yellow]A stack could not go on: {trouble}[/]");
        }

        foreach (var failed in report.Failed)
        {
            console.MarkupLineInterpolated($"[red]BROKEN {failed.Schedule.Name}[/]");
            foreach (var breach in failed.Breaches)
            {
                console.MarkupLineInterpolated($"  {breach}");
            }

            console.MarkupLineInterpolated($"  again: dotnet run --project tests/Commerce.Chaos -- --replay {failed.Schedule.Name}");
        }

        var verdict = report.Failed.Count == 0 ? "Every promise was kept." : $"{report.Failed.Count} schedules broke a promise.";
        console.MarkupLineInterpolated($"{verdict} Report: {output.FullName}");
    }
}
