using System.Text.RegularExpressions;

namespace Commerce.Deploy.Tests.Charts;

/// <summary>
/// A part of a chart's template. The tests read the few words of Go's templates that our chart uses, so that it is checked where no Helm
/// is; any other word is an error, and the workflow has Helm itself read the chart.
/// </summary>
internal abstract partial record Template
{
    public sealed record Text(string Value) : Template;

    public sealed record Output(string Pipeline) : Template;

    public sealed record If(string Pipeline, IReadOnlyList<Template> Then, IReadOnlyList<Template> Else) : Template;

    public sealed record Range(string Key, string Value, string Pipeline, IReadOnlyList<Template> Body) : Template;

    public sealed record Define(string Name, IReadOnlyList<Template> Body) : Template;

    public static IReadOnlyList<Template> Parse(string text)
    {
        var tokens = new Queue<(string? Action, string Text)>(Tokens(text));
        var parts = ParseUntil(tokens, out var end);
        return end.Length == 0 ? parts : throw new FormatException($"{{{{ {end} }}}} ends nothing.");
    }

    private static IEnumerable<(string? Action, string Text)> Tokens(string text)
    {
        var at = 0;
        var isTrimmed = false;
        foreach (Match action in Action().Matches(text))
        {
            var before = text[at..action.Index];
            before = isTrimmed ? before.TrimStart() : before;
            yield return (null, action.Groups["left"].Length > 0 ? before.TrimEnd() : before);
            if (!action.Groups["what"].Value.StartsWith("/*", StringComparison.Ordinal))
            {
                yield return (action.Groups["what"].Value, string.Empty);
            }

            isTrimmed = action.Groups["right"].Length > 0;
            at = action.Index + action.Length;
        }

        yield return (null, isTrimmed ? text[at..].TrimStart() : text[at..]);
    }

    private static List<Template> ParseUntil(Queue<(string? Action, string Text)> tokens, out string end)
    {
        var parts = new List<Template>();
        while (tokens.TryDequeue(out var token))
        {
            if (token.Action is "end" or "else")
            {
                end = token.Action;
                return parts;
            }

            parts.Add(token.Action is null ? new Text(token.Text) : ParseAction(token.Action, tokens));
        }

        end = string.Empty;
        return parts;
    }

    private static Template ParseAction(string action, Queue<(string? Action, string Text)> tokens)
    {
        if (Opening().Match(action) is { Success: false })
        {
            return new Output(action);
        }

        var body = ParseUntil(tokens, out var end);
        if (action.StartsWith("if ", StringComparison.Ordinal))
        {
            return new If(action[3..], body, end == "else" ? ParseUntil(tokens, out end) : []);
        }

        if (end != "end")
        {
            throw new FormatException($"{{{{ {action} }}}} has no end.");
        }

        return Ranging().Match(action) is { Success: true } range
            ? new Range(range.Groups["key"].Value, range.Groups["value"].Value, range.Groups["of"].Value, body)
            : new Define(action["define ".Length..].Trim('"'), body);
    }

    [GeneratedRegex(@"\{\{(?<left>-?)\s*(?<what>.*?)\s*(?<right>-?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex("^(if|range|define|with|block|template) ")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^range (?<key>\$\w+), (?<value>\$\w+) := (?<of>.+)$")]
    private static partial Regex Ranging();
}
