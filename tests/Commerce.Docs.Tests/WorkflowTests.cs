using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>What the workflows of the repository run, and by which names.</summary>
public sealed partial class WorkflowTests
{
    [Fact]
    // A tag can be moved; a commit cannot.
    public void Every_action_is_pinned_by_its_commit_and_says_its_version()
    {
        var actions = Repository.Files(".yml").Where(path => path.StartsWith(".github/workflows/", StringComparison.Ordinal))
            .SelectMany(path => Repository.Read(path).Split('\n'))
            .Where(line => line.Contains("uses:", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(Pinned(), action));
    }

    [Fact]
    public void There_is_always_a_release_before_to_be_tried()
    {
        Assert.Matches("^[0-9a-f]{40}\n$", Repository.Read(".ci/previous-commit"));
        Assert.Contains("cat .ci/previous-commit", Repository.Read(".ci/previous-release"), StringComparison.Ordinal);
        Assert.DoesNotContain("exit 0", Repository.Read(".ci/previous-release"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
