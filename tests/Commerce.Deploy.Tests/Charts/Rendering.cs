using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Commerce.Deploy.Tests.Charts;

/// <summary>What a template becomes with the values of a release.</summary>
internal sealed partial class Rendering(IReadOnlyDictionary<string, object?> root, IReadOnlyDictionary<string, Template.Define> defined)
{
    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    private readonly Dictionary<string, object?> _variables = [];

    public string Of(IEnumerable<Template> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(Of(part));
        }

        return text.ToString();
    }

    private string Of(Template part) => part switch
    {
        Template.Text text => text.Value,
        Template.Output output => Written(Evaluate(output.Pipeline)),
        Template.If condition => Of(IsTrue(Evaluate(condition.Pipeline)) ? condition.Then : condition.Else),
        Template.Range range => string.Concat(Entries(Evaluate(range.Pipeline)).Select(entry =>
        {
            (_variables[range.Key], _variables[range.Value]) = entry;
            return Of(range.Body);
        })),
        Template.Define => string.Empty,
        _ => throw new FormatException($"{part} is not known here."),
    };

    private object? Evaluate(string pipeline)
    {
        object? piped = null;
        foreach (var (number, stage) in Stages().Matches(pipeline).Select(match => match.Value.Trim()).Index())
        {
            var words = Words().Matches(stage).Select(match => match.Value).ToList();
            var operands = words.Skip(1).Select(Operand).Concat(number > 0 ? [piped] : []).ToList();
            piped = words.Count == 1 && number == 0 ? Operand(words[0]) : Call(words[0], operands);
        }

        return piped;
    }

    private object? Call(string function, List<object?> operands) => (function, operands) switch
    {
        ("include", [string name, _]) => Of(defined[name].Body),
        ("required", [string message, var value]) => value is null or "" ? throw new InvalidOperationException(message) : value,
        ("default", [var other, var value]) => IsTrue(value) ? value : other,
        ("not", [var value]) => !IsTrue(value),
        ("quote", [var value]) => Quoted(Written(value)),
        ("toYaml", [var value]) => Yaml.Serialize(value).TrimEnd(),
        ("nindent", [int columns, var value]) => $"\n{Written(value).Split('\n').Aggregate(new StringBuilder(), (lines, line) =>
            lines.Append(lines.Length == 0 ? "" : "\n").Append(' ', columns).Append(line))}",
        _ => throw new FormatException($"{function} with {operands.Count} operands is not known here."),
    };

    private object? Operand(string word) => word switch
    {
        "." => root,
        ['"', .. var text, '"'] => text,
        ['$', ..] => _variables[word],
        ['.', .. var path] => path.Split('.').Aggregate((object?)root, (value, name) => Field(value, name, word)),
        _ => int.Parse(word, CultureInfo.InvariantCulture),
    };

    // A value that nobody has written down is a slip in a template.
    private static object? Field(object? value, string name, string path) => value switch
    {
        IReadOnlyDictionary<string, object?> top => top[name],
        IDictionary<object, object?> map when map.TryGetValue(name, out var found) => found,
        _ => throw new KeyNotFoundException($"values.yaml has no {path}."),
    };

    private static IEnumerable<(object? Key, object? Value)> Entries(object? value) => value switch
    {
        IDictionary<object, object?> map => map.OrderBy(entry => (string)entry.Key, StringComparer.Ordinal).Select(
            entry => ((object?)entry.Key, entry.Value)),
        IList<object?> list => list.Index().Select(entry => ((object?)entry.Index, entry.Item)),
        _ => [],
    };

    private static bool IsTrue(object? value) => value switch
    {
        null or "" or false or 0 => false,
        IDictionary<object, object?> map => map.Count > 0,
        IList<object?> list => list.Count > 0,
        _ => true,
    };

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Written(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => (string?)value ?? string.Empty,
    };

    [GeneratedRegex("""("[^"]*"|[^|"])+""")]
    private static partial Regex Stages();

    [GeneratedRegex("""
        "[^"]*"|\S+
        """)]
    private static partial Regex Words();
}
