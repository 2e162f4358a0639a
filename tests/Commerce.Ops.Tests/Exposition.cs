using System.Text.RegularExpressions;

namespace Commerce.Ops.Tests;

/// <summary>Reads what a process tells at <c>/metrics</c>, in Prometheus' text format.</summary>
internal static partial class Exposition
{
    // What is the exporter's own or Prometheus' way of writing a histogram is no attribute.
    private static readonly string[] NoAttributes = ["le", "otel_scope_name", "otel_scope_version", "otel_scope_schema_url"];

    /// <summary>Every metric with its type and its labels, as <see cref="DocumentedMetric.Exposed"/> spells it.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var types = Type().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var samples = Sample().Matches(text).Select(match => (Name: match.Groups[1].Value, Labels: match.Groups[2].Value)).ToList();
        return types.ToDictionary(
            metric => metric.Key, metric => $"{metric.Key} {metric.Value} {{{string.Join(", ", LabelsOf(metric.Key, samples))}}}");
    }

    private static IEnumerable<string> LabelsOf(string metric, IEnumerable<(string Name, string Labels)> samples) => samples
        .Where(sample => sample.Name == metric || HistogramPart().Replace(sample.Name, string.Empty) == metric)
        .SelectMany(sample => Label().Matches(sample.Labels).Select(match => match.Groups[1].Value))
        .Except(NoAttributes)
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("^# TYPE ([a-z_]+) ([a-z]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("^([a-z_]+)(?:\\{(.*)\\})? [^ ]+", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("([a-z_]+)=\"")]
    private static partial Regex Label();

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex HistogramPart();
}
