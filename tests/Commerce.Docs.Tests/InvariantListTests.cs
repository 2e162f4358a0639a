using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/invariants.md explains the numbers that code and tests cite, and says which test proves each.</summary>
public sealed partial class InvariantListTests
{
    private static readonly string[] Sources = [.. Repository.Files(".cs")];

    private static readonly Dictionary<string, string[]> TestsByNumber = Row().Matches(Repository.Read("docs/invariants.md")).ToDictionary(
        row => row.Groups["number"].Value,
        row => TestNames.In(row.Groups["tests"].Value).ToArray());

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
        Assert.All(TestsByNumber, invariant =>
        {
            Assert.NotEmpty(invariant.Value);
            Assert.Empty(invariant.Value.Except(TestNames.All));
        });
    }

    [GeneratedRegex(@"\bI\d+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\| (?<number>I\d+) \|.*\|(?<tests>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
