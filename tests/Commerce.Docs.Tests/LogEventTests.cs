using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/log-events.md lists every line that the product logs, by a number that an alert can stand on.</summary>
public sealed partial class LogEventTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
        [.. Repository.Files(".cs").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Select(
            path => (path, Repository.Read(path)))];

    [Fact]
    public void Every_event_has_a_number()
    {
        var without = Sources.Where(source => Attribute().Count(source.Text) != Event().Count(source.Text)).Select(source => source.Path);

        Assert.Empty(without);
    }

    [Fact]
    public void No_two_have_the_same()
    {
        var twice = Events().GroupBy(found => found.Id).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void The_list_is_what_the_code_says()
    {
        var listed = Repository.Read("docs/log-events.md").Split('\n').Where(line => Row().IsMatch(line));

        Assert.Equal(Events().OrderBy(found => found.Id).Select(found => $"| {found.Id} | {found.Level} | {found.Message} |"), listed);
    }

    private static IEnumerable<(int Id, string Level, string Message)> Events() =>
        from source in Sources
        from found in Event().Matches(source.Text)
        let message = string.Concat(Literal().Matches(found.Groups["message"].Value).Select(part => part.Groups["text"].Value))
        select (int.Parse(found.Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture), LevelOf(found), message);

    private static string LevelOf(Match found) => found.Groups["level"] is { Success: true } level ? level.Value : "Warning or Information";

    [GeneratedRegex(@"\[LoggerMessage\(")]
    private static partial Regex Attribute();

    [GeneratedRegex("""\[LoggerMessage\(\s*(EventId = )?(?<id>[1-9]\d*),\s*(LogLevel\.(?<level>\w+),|Message =)\s*(?<message>("([^"\\]|\\.)*"\s*\+?\s*)+)\)""")]
    private static partial Regex Event();

    [GeneratedRegex("""
        "(?<text>([^"\\]|\\.)*)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();
}
