using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/adr/README.md is where one looks for a decision: what is not in it is not found.</summary>
public sealed partial class DecisionIndexTests
{
    [Fact]
    public void Every_decision_is_in_the_index_with_its_title_date_and_state()
    {
        var decisions = Repository.Files(".md").Where(path => path.StartsWith("docs/adr/0", StringComparison.Ordinal));

        Assert.Equal(
            decisions.Select(path => (Path.GetFileName(path), Title(path))),
            Row().Matches(Repository.Read("docs/adr/README.md")).Select(row => (row.Groups["file"].Value, row.Groups["title"].Value)));
    }

    // "# 7. One path for truth"
    private static string Title(string path) => Repository.Read(path).Split('\n')[0].Split(". ", 2)[1];

    [GeneratedRegex(
        @"^\| (?<number>\d+) \| \[(?<title>[^\]]+)\]\((?<file>[^)]+)\) \| \d{4}-\d\d-\d\d \| (Proposed|Accepted|Superseded)[^|]* \|$",
        RegexOptions.Multiline)]
    private static partial Regex Row();
}
