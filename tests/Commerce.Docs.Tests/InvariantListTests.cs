using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/invariants.md explains the numbers that code and tests cite, and says which test proves each.</summary>
public sealed partial class InvariantListTests
{
    private static readonly string[] Sources = [.. Repository.Files(".cs")];

    private static readonly Dictionary<string, string[]> TestsByNumber = Row().Matches(Repository.Read("docs/invariants.md")).ToDictionary(
        row => row.Groups["number"].Value,
        row => TestName().Matches(row.Groups["tests"].Value).Select(name => name.Value).ToArray());

    [Fact]
    public void Every_number_that_code_cites_is_listed()
    {
        var cited = Sources.SelectMany(path => Number().Matches(Repository.Read(path))).Select(number => number.Value).ToHashSet();

        Assert.NotEmpty(cited);
        Assert.Empty(cited.Except(TestsByNumber.Keys));
    }

    [Fact]
    public void Every_invariant_names_tests_that_exist()
    {
        var existing = Sources.Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(TestsIn).ToHashSet();

        Assert.All(TestsByNumber, invariant =>
        {
            Assert.NotEmpty(invariant.Value);
            Assert.Empty(invariant.Value.Except(existing));
        });
    }

    private static IEnumerable<string> TestsIn(string path) =>
        TestMethod().Matches(Repository.Read(path)).Select(test => $"{Path.GetFileNameWithoutExtension(path)}.{test.Groups["name"].Value}");

    [GeneratedRegex(@"\bI\d+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\| (?<number>I\d+) \|.*\|(?<tests>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\w+\.\w+")]
    private static partial Regex TestName();

    // A public method of a class of tests is a test (xUnit1013), and the class has the name of its file.
    [GeneratedRegex(@"^    public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex TestMethod();
}
