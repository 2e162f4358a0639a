using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>The floors that docs/architecture.md draws are those that Commerce.Architecture.Tests holds.</summary>
public sealed partial class FloorPictureTests
{
    [Theory]
    [InlineData("Core")]
    [InlineData("Api")]
    [InlineData("PgSimulator")]
    public void Each_floor_is_drawn_below_those_that_may_name_it(string project)
    {
        var table = Repository.Read($"tests/Commerce.Architecture.Tests/{project}FloorsTests.cs");
        var floors = Floor().Matches(table).Select(floor => FloorOf(floor.Groups["folders"].Value)).ToList();
        var drawn = Node().Matches(Repository.Read("docs/architecture.md")).Select(node => FloorOf(node.Groups["folders"].Value)).ToList();

        Assert.NotEmpty(floors);
        Assert.Contains(string.Join(" above ", Enumerable.Reverse(floors)), string.Join(" above ", drawn));
    }

    private static string FloorOf(string folders) =>
        string.Join(' ', Folder().Matches(folders).Select(folder => folder.Value).Order(StringComparer.Ordinal));

    // A line of the table: ["Coupons", "Likes"],
    [GeneratedRegex(@"^ +\[(?<folders>""[^\]]+)\]", RegexOptions.Multiline)]
    private static partial Regex Floor();

    // A node of the picture: api2["Coupons, Likes"]
    [GeneratedRegex(@"^ +\w+\d\[""(?<folders>[^\]""]+)""\]", RegexOptions.Multiline)]
    private static partial Regex Node();

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex Folder();
}
