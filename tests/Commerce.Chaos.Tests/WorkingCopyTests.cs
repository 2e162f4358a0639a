using Commerce.Chaos.PlantedBugs;

namespace Commerce.Chaos.Tests;

/// <summary>Bugs are planted into a copy of the tree, never into the tree.</summary>
public sealed class WorkingCopyTests
{
    private const string Taken = "Commerce.Core/Products/Stock.cs";

    private static readonly PlantedBug Bug = PlantedBugList.All[0];

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bug_is_in_the_copy_alone_until_it_is_taken_back_and_the_copy_goes_away()
    {
        Assert.SkipUnless(SourceTree.IsCheckedOut, "A copy is made of what git knows, and this tree is no checkout of it.");
        var sound = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, Taken), _ct);
        using var copy = await WorkingCopy.MakeAsync(_ct);

        Assert.Null(await copy.ApplyAsync(Bug, _ct));
        var planted = await File.ReadAllTextAsync(Path.Combine(copy.Root, Taken), _ct);
        var second = await copy.CheckAsync(Bug, _ct);
        await copy.ReverseAsync(Bug, _ct);

        Assert.NotEqual(sound, planted);
        Assert.Contains("patch does not apply", second, StringComparison.Ordinal);
        Assert.Equal(sound, await File.ReadAllTextAsync(Path.Combine(copy.Root, Taken), _ct));
        Assert.Equal(sound, await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, Taken), _ct));
        copy.Dispose();
        Assert.False(Directory.Exists(copy.Root));
    }
}
