using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Commerce.Ops.Tests;

/// <summary>What lies in <c>ops/</c>, as it is shipped.</summary>
internal static partial class OpsFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ops");

    public static string Rules => Path.Combine(Folder, "prometheus", "rules.yml");

    public static string RuleTests => Path.Combine(Folder, "prometheus", "rules.test.yml");

    public static string ScrapeConfiguration => Path.Combine(Folder, "prometheus", "prometheus.yml");

    public static string Read(string path) => File.ReadAllText(path);

    /// <summary>Every dashboard by its file's name.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Dashboards() => Directory.GetFiles(Path.Combine(Folder, "grafana"), "*.json")
        .ToDictionary(file => Path.GetFileName(file), file => JsonNode.Parse(Read(file))!);

    /// <summary>Every query of a dashboard with the title of its panel, Grafana's own variables filled in.</summary>
    public static IEnumerable<(string Panel, string Query)> Queries(JsonNode dashboard) =>
        from panel in dashboard["panels"]!.AsArray()
        from target in panel!["targets"]?.AsArray() ?? []
        select ((string)panel["title"]!, Filled((string)target!["expr"]!));

    /// <summary>Every alert with its expression, which is a figure and the limit that it must not pass.</summary>
    public static IReadOnlyList<(string Alert, string Expression)> Alerts() =>
        [.. AlertRule().Matches(Read(Rules)).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()))];

    /// <summary>The figure without its limit: what must be there before an alert can be.</summary>
    public static string FigureOf(string expression)
    {
        var figure = Limit().Replace(expression, string.Empty);
        Assert.NotEqual(expression, figure);
        return figure;
    }

    /// <summary>A query with Grafana's own variables filled in.</summary>
    public static string Filled(string query) => query
        .Replace("$__rate_interval", "1m", StringComparison.Ordinal)
        .Replace("$__range", "5m", StringComparison.Ordinal);

    [GeneratedRegex(@"- alert: (\w+)\s+expr: (.+)")]
    private static partial Regex AlertRule();

    [GeneratedRegex(@" (?:>|<|==) [0-9.]+$")]
    private static partial Regex Limit();
}
