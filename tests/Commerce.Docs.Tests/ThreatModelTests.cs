using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/threat-model.md says of each threat what holds it off, and which test shows that it does.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly IReadOnlyList<Match> Threats = Row().Matches(Repository.Read("docs/threat-model.md"));

    [Fact]
    public void Each_threat_names_tests_that_exist()
    {
        Assert.NotEmpty(Threats);
        Assert.All(Threats, threat =>
        {
            var tests = TestNames.In(threat.Groups["tests"].Value).ToList();
            Assert.NotEmpty(tests);
            Assert.Empty(tests.Except(TestNames.All));
        });
    }

    [Fact]
    public void Each_kind_of_threat_is_looked_at_and_the_numbers_have_no_gap()
    {
        Assert.Equal(["D", "E", "I", "R", "S", "T"], Threats.Select(threat => threat.Groups["kind"].Value).Distinct().Order());
        Assert.All(
            Threats.GroupBy(threat => threat.Groups["kind"].Value, threat => threat.Groups["number"].Value),
            kind => Assert.Equal(Enumerable.Range(1, kind.Count()).Select(number => $"{number}"), kind));
    }

    // | S1 | where | what | mitigation | tests |
    [GeneratedRegex(@"^\| (?<kind>[STRIDE])(?<number>\d+) \|([^|]*\|){3}(?<tests>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
