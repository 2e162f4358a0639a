using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/failure-points.md says of each failure point where it is, and what a crash there leaves behind.</summary>
public sealed partial class FailurePointListTests
{
    private const string NamesFile = "Commerce.ServiceDefaults/Failures/FailurePoints.cs";

    private static readonly IReadOnlyDictionary<string, string> Names = Declared().Matches(Repository.Read(NamesFile))
        .ToDictionary(match => match.Groups["constant"].Value, match => match.Groups["name"].Value);

    [Fact]
    public void The_list_is_what_the_code_says()
    {
        var listed = Row().Matches(Repository.Read("docs/failure-points.md")).Select(row => row.Groups["name"].Value);

        Assert.NotEmpty(Names);
        Assert.Equal(Names.Values, listed);
    }

    [Fact]
    public void Each_is_reached_in_the_file_that_the_list_names()
    {
        var reached = Repository.Files(".cs").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(path => Reached().Matches(Repository.Read(path)).Select(match => (
                Name: Names[match.Groups["constant"].Value], File: Path.GetFileNameWithoutExtension(path))))
            .Order();
        var listed = Row().Matches(Repository.Read("docs/failure-points.md"))
            .Select(row => (Name: row.Groups["name"].Value, File: row.Groups["file"].Value)).Order();

        Assert.Equal(listed, reached);
    }

    [GeneratedRegex("""public const string (?<constant>\w+) = "(?<name>[a-z-]+)";""")]
    private static partial Regex Declared();

    [GeneratedRegex(@"FailurePoint\.ReachAsync\(FailurePoints\.(?<constant>\w+)\)")]
    private static partial Regex Reached();

    [GeneratedRegex(@"^\| `(?<name>[a-z-]+)` \| [^|]+ \| \[(?<file>\w+)\]\([^)]+\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
