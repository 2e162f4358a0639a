using System.Globalization;
using System.Net;
using System.Text;

namespace Commerce.Chaos.Reporting;

/// <summary>The report as one page with two plots, which needs nothing but a browser.</summary>
internal static class HtmlReport
{
    private const int LabelWidth = 380;
    private const int PlotWidth = 560;
    private const int RowHeight = 18;

    private const string Style = """
        body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1000px; color: #222 }
        table { border-collapse: collapse } td, th { padding: 2px 10px; border-bottom: 1px solid #ddd; text-align: left }
        td.n { text-align: right } svg text { font: 12px system-ui, sans-serif } .bad { color: #b00020 }
        """;

    public static string Of(ChaosReport report)
    {
        var text = new StringBuilder();
        var title = $"{report.Results.Count} schedules of seed {report.Options.Seed}";
        Add($"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>");
        Add($"<style>{Style}</style></head><body><h1>{title}</h1>");
        Add($"<p>{report.Orders} orders in {report.Took:h\\:mm\\:ss}. {Verdict(report)} From the end of the faults to the truth: ");
        Add($"p50 {report.TruthWithin(0.5).TotalSeconds:0.0} s, p99 {report.TruthWithin(0.99).TotalSeconds:0.0} s.</p>");
        Add($"<h2>From the end of the faults to the truth, by kind of fault</h2>");
        Add($"<p>A dot is a schedule that had the fault, red where a promise was broken.</p>");
        text.AppendLine(TruthPlot(report));
        Add($"<h2>Faults tried, and in schedules that broke a promise</h2>");
        text.AppendLine(TriedPlot(report));
        Add($"<h2>Failure points</h2><table><tr><th>point<th>process<th>passed, as far as read<th>killed there<th>disturbed there</tr>");
        foreach (var point in report.Points)
        {
            Add($"<tr><td>{point.Point}<td>{point.Service}<td class='n'>{point.Passed}");
            Add($"<td class='n'>{point.Crashed}<td class='n'>{point.Disturbed}</tr>");
        }

        Add($"</table></body></html>");
        return text.ToString();

        void Add(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Verdict(ChaosReport report) => report.Failed.Count == 0
        ? "Every promise was kept."
        : $"<b class='bad'>{report.Failed.Count} schedules broke a promise.</b>";

    private static string TruthPlot(ChaosReport report)
    {
        var kinds = report.FaultCounts.Select(count => count.Kind).ToList();
        var longest = Math.Max(1, report.TimesToTruth[^1].TotalSeconds);
        return Plot(kinds, (kind, y) => string.Concat(report.Results
            .Where(result => result.Schedule.Faults.Any(fault => fault.Kind == kind))
            .Select(result => Dot(result.TimeToTruth.TotalSeconds / longest, y, result.IsKept))),
            Invariant($"0 to {longest:0.0} s"));
    }

    private static string Dot(double share, int y, bool isKept) => Invariant(
        $"<circle cx='{LabelWidth + (share * PlotWidth):0.0}' cy='{y}' r='3' fill='{(isKept ? "#2a6" : "#b00020")}' fill-opacity='.6'/>");

    private static string TriedPlot(ChaosReport report)
    {
        var counts = report.FaultCounts.ToDictionary(count => count.Kind);
        var most = Math.Max(1, counts.Values.Select(count => count.Times).DefaultIfEmpty().Max());
        return Plot([.. counts.Keys], (kind, y) => Invariant(
            $"<rect x='{LabelWidth}' y='{y - 6}' width='{counts[kind].Times * PlotWidth / most}' height='11' fill='#8ac'/>")
            + Invariant($"<rect x='{LabelWidth}' y='{y - 6}' width='{counts[kind].Found * PlotWidth / most}' height='11' fill='#b00020'/>")
            + Invariant($"<text x='{LabelWidth + 4}' y='{y + 4}'>{counts[kind].Times} tried, {counts[kind].Found} found</text>"),
            Invariant($"0 to {most} times"));
    }

    private static string Plot(List<string> rows, Func<string, int, string> draw, string axis)
    {
        var height = (rows.Count + 2) * RowHeight;
        var text = new StringBuilder(Invariant($"<svg width='{LabelWidth + PlotWidth + 20}' height='{height}' role='img'>"));
        foreach (var (index, row) in rows.Index())
        {
            var y = (index + 1) * RowHeight;
            text.Append(Invariant($"<text x='{LabelWidth - 8}' y='{y + 4}' text-anchor='end'>{WebUtility.HtmlEncode(row)}</text>"))
                .Append(Invariant($"<line x1='{LabelWidth}' x2='{LabelWidth + PlotWidth}' y1='{y}' y2='{y}' stroke='#eee'/>"))
                .Append(draw(row, y));
        }

        return text.Append(Invariant($"<text x='{LabelWidth}' y='{height - 4}' fill='#666'>{axis}</text></svg>")).ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
