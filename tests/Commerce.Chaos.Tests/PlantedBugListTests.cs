using System.Text.RegularExpressions;
using Commerce.Chaos.PlantedBugs;

namespace Commerce.Chaos.Tests;

/// <summary>The bugs that are planted are about the tree as it is. Whether the tests catch them takes hours: docs/proof.md.</summary>
public sealed partial class PlantedBugListTests
{
    private const int Bugs = 25;

    [Fact]
    public void There_are_25_each_with_a_number_and_a_patch_of_its_own()
    {
        var patches = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, PlantedBugList.Folder)).Select(Path.GetFileName).Order();

        Assert.Equal(Enumerable.Range(1, Bugs), PlantedBugList.All.Select(bug => bug.Number));
        Assert.Equal(PlantedBugList.All.Select(bug => bug.PatchFile), patches);
    }

    [Fact]
    public void Each_breaks_a_promise_that_there_is()
    {
        var promises = Promise().Matches(Read("docs/invariants.md")).Select(row => row.Groups["number"].Value).ToHashSet();

        Assert.NotEmpty(promises);
        Assert.All(PlantedBugList.All, bug => Assert.Contains(bug.Invariant, promises));
    }

    [Fact]
    public void Each_names_tests_that_there_are()
    {
        var classes = PlantedBugList.All.SelectMany(bug =>
        {
            Assert.NotEmpty(bug.Nearest);
            return bug.Nearest;
        });

        Assert.All(classes.Distinct(), test => Assert.Single(
            Directory.EnumerateFiles(
                Path.Combine(SourceTree.Root, "tests", test.Project), $"{test.Name}.cs", SearchOption.AllDirectories)));
    }

    [Fact]
    public async Task Each_patch_applies_to_the_tree_as_it_is()
    {
        Assert.SkipUnless(SourceTree.IsCheckedOut, "Patches are checked with git, and this tree is no checkout of it.");
        foreach (var bug in PlantedBugList.All)
        {
            var (code, output) = await Tool.RunAsync(
                SourceTree.Root,
                TimeSpan.FromMinutes(1),
                "git",
                ["apply", "--check", Path.Combine(PlantedBugList.Folder, bug.PatchFile)],
                TestContext.Current.CancellationToken);
            Assert.True(code == 0, $"{bug.PatchFile}: {output}");
        }
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    [GeneratedRegex(@"^\| (?<number>I\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Promise();
}
