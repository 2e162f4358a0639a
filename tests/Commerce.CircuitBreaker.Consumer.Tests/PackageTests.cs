using System.IO.Compression;
using System.Xml.Linq;

namespace Commerce.CircuitBreaker.Consumer.Tests;

/// <summary>What a stranger gets who takes the packages: it works, it explains itself, and it brings nothing else along.</summary>
public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task A_program_that_knows_only_the_packages_has_breakers_that_open()
    {
        var output = await packages.RunConsumerAsync();

        Assert.Equal(
            ["core Open 100", "named warehouse Open", "endpoint OPEN", "command OK Closed"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData(PackedPackages.Core, "Polly.Core")]
    [InlineData(PackedPackages.AspNetCore, "Commerce.CircuitBreaker", "Polly.Core")]
    public async Task It_depends_on_nothing_else(string package, params string[] dependencies)
    {
        var nuspec = await NuspecAsync(package);

        var found = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency");
        Assert.Equal(dependencies, found.Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(PackedPackages.Core)]
    [InlineData(PackedPackages.AspNetCore)]
    public async Task It_says_what_it_is_and_how_it_may_be_used(string package)
    {
        var nuspec = await NuspecAsync(package);

        Assert.Equal(("MIT", "expression"), (Element(nuspec, "license").Value, Element(nuspec, "license").Attribute("type")!.Value));
        Assert.Equal("README.md", Element(nuspec, "readme").Value);
        Assert.Contains("circuit-breaker", Element(nuspec, "tags").Value, StringComparison.Ordinal);
        Assert.InRange(Element(nuspec, "description").Value.Length, 50, 4_000);
        Assert.Equal("git", Element(nuspec, "repository").Attribute("type")!.Value);
    }

    [Theory]
    [InlineData(PackedPackages.Core)]
    [InlineData(PackedPackages.AspNetCore)]
    public async Task It_holds_the_library_its_comments_and_a_readme(string package)
    {
        await using var archive = await ZipFile.OpenReadAsync(packages.PathOf(package), TestContext.Current.CancellationToken);
        var files = archive.Entries.Select(entry => entry.FullName).ToList();

        Assert.Equal(
            [$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"],
            files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.StartsWith($"# {package}\n", await TextAsync(archive, "README.md"), StringComparison.Ordinal);
        Assert.Contains("<summary>", await TextAsync(archive, $"lib/net10.0/{package}.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PackedPackages.Core)]
    [InlineData(PackedPackages.AspNetCore)]
    public async Task It_speaks_of_itself_alone_and_in_english(string package)
    {
        await using var archive = await ZipFile.OpenReadAsync(packages.PathOf(package), TestContext.Current.CancellationToken);

        foreach (var file in (string[])["README.md", $"{package}.nuspec", $"lib/net10.0/{package}.xml"])
        {
            Assert.DoesNotMatch(
                @"[\uAC00-\uD7A3]|\bCommerce\.(?!CircuitBreaker|Resilience)\w|\bPG\b|\bpg-", await TextAsync(archive, file));
        }
    }

    private static XElement Element(XDocument nuspec, string name) =>
        nuspec.Descendants().Single(element => element.Name.LocalName == name);

    private async Task<XDocument> NuspecAsync(string package)
    {
        await using var archive = await ZipFile.OpenReadAsync(packages.PathOf(package), TestContext.Current.CancellationToken);
        return XDocument.Parse(await TextAsync(archive, $"{package}.nuspec"));
    }

    private static async Task<string> TextAsync(ZipArchive archive, string file)
    {
        using var reader = new StreamReader(await archive.GetEntry(file)!.OpenAsync(TestContext.Current.CancellationToken));
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
    }
}
