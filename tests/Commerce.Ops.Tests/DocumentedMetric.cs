using System.Text.RegularExpressions;

namespace Commerce.Ops.Tests;

/// <summary>A metric as <c>docs/telemetry.md</c> lists it.</summary>
internal sealed partial record DocumentedMetric(
    string Name, string Kind, string Unit, IReadOnlyList<string> Attributes, IReadOnlyList<string> Processes)
{
    private static IEnumerable<string> Lines() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "telemetry.md")).TakeWhile(line => line != "## Traces");

    /// <summary>The metrics of our own.</summary>
    public static IReadOnlyList<DocumentedMetric> All() =>
    [
        .. from line in Lines()
           where Row().IsMatch(line)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           select new DocumentedMetric(cells[1].Trim('`'), cells[2], cells[3].Trim('`'), [.. Codes(cells[4])], cells[5].Split(", ")),
    ];

    /// <summary>The families of the libraries' metrics, as beginnings of Prometheus names, with the processes that have them.</summary>
    public static IReadOnlyList<(string Beginning, IReadOnlyList<string> Processes)> Families() =>
    [
        .. from line in Lines()
           where line.StartsWith("| `", StringComparison.Ordinal) && !Row().IsMatch(line)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           from family in Codes(cells[1])
           select (InPrometheus(family.TrimEnd('*')), (IReadOnlyList<string>)cells[2].Split(", ")),
    ];

    /// <summary>The metric as one process tells it to Prometheus: name, type and labels.</summary>
    public string Exposed()
    {
        var labels = string.Join(", ", Attributes.Select(InPrometheus).Order(StringComparer.Ordinal));
        return $"{InPrometheus(Name)}{Suffix()} {Kind} {{{labels}}}";
    }

    private string Suffix() => (Unit == "s" ? "_seconds" : string.Empty) + (Kind == "counter" ? "_total" : string.Empty);

    private static string InPrometheus(string name) => name.Replace('.', '_');

    private static IEnumerable<string> Codes(string cell) => Code().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^\| `[a-z_.]+` \| (?:gauge|counter|histogram) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
