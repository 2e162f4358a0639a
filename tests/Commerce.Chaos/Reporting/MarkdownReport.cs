using System.Globalization;
using System.Text;

namespace Commerce.Chaos.Reporting;

/// <summary>The report for people.</summary>
internal static class MarkdownReport
{
    public static string Of(ChaosReport report)
    {
        var text = new StringBuilder();
        Line($"# {report.Results.Count} schedules of seed {report.Options.Seed}, from number {report.Options.First}");
        Line($"");
        Line($"{report.Orders} orders in {report.Took:h\\:mm\\:ss}; {report.Failed.Count} schedules broke a promise.");
        Line($"From the end of the faults to the truth: p50 {Seconds(report.TruthWithin(0.5))}, p99 {Seconds(report.TruthWithin(0.99))}.");
        Line($"");
        Line($"| fault | tried | in schedules that failed | longest to the truth |");
        Line($"|---|---:|---:|---:|");
        foreach (var fault in report.FaultCounts)
        {
            Line($"| {fault.Kind} | {fault.Times} | {fault.Found} | {Seconds(fault.LongestToTruth)} |");
        }

        Line($"");
        Line($"| failure point | process | passed, as far as read | killed there | stood still, waited or broke off there |");
        Line($"|---|---|---:|---:|---:|");
        foreach (var point in report.Points)
        {
            Line($"| `{point.Point}` | {point.Service} | {point.Passed} | {point.Crashed} | {point.Disturbed} |");
        }

        Line($"");
        Line($"| stack | schedules |");
        Line($"|---|---:|");
        foreach (var (shape, schedules) in report.Shapes)
        {
            Line($"| {shape} | {schedules} |");
        }

        Line($"");
        Line($"| order ended as | orders |");
        Line($"|---|---:|");
        foreach (var (end, orders) in report.Ends)
        {
            Line($"| {end} | {orders} |");
        }

        foreach (var failed in report.Failed)
        {
            Line($"");
            Line($"## {failed.Schedule.Name}");
            Line($"");
            foreach (var breach in failed.Breaches)
            {
                Line($"- {breach}");
            }

            Line($"");
            Line($"```");
            text.Append(Timeline.Of(report.Shrunk.GetValueOrDefault(failed.Schedule.Name, failed)));
            Line($"```");
        }

        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
