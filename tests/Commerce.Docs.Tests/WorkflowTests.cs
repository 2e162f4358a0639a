using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>A tag of somebody else's action can be moved; a commit cannot.</summary>
public sealed partial class WorkflowTests
{
    [Fact]
    public void Every_action_is_pinned_by_its_commit_and_says_its_version()
    {
        var actions = Repository.Files(".yml").Where(path => path.StartsWith(".github/workflows/", StringComparison.Ordinal))
            .SelectMany(path => Repository.Read(path).Split('\n'))
            .Where(line => line.Contains("uses:", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(Pinned(), action));
    }

    [GeneratedRegex(@"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
