namespace Commerce.Docs.Tests;

/// <summary>A link that leads nowhere costs each of its readers a search.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Files(".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_and_anchor_leads_to_something(string page) =>
        Assert.All(new MarkdownPage(page).Links.Where(IsRelative), link => Assert.True(LeadsToSomething(page, link), link));

    [Fact]
    public void Pages_and_links_are_found()
    {
        Assert.Contains("README.md", Pages.Select(page => page.Data));
        Assert.Contains("docs/adr", new MarkdownPage("README.md").Links);
    }

    private static bool IsRelative(string link) =>
        !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal);

    private static bool LeadsToSomething(string page, string link)
    {
        var (file, anchor) = link.Split('#') is [var target, var heading] ? (target, heading) : (link, null);
        var path = file.Length == 0 ? page : Path.GetRelativePath(Repository.Root, FullPath(page, file));
        if (anchor is null)
        {
            return Path.Exists(Path.Combine(Repository.Root, path));
        }

        return File.Exists(Path.Combine(Repository.Root, path)) && new MarkdownPage(path).Anchors.Contains(anchor);
    }

    private static string FullPath(string page, string link) =>
        Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(link)));
}
