using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/glossary.md names the type that bears a term; whoever searches for it finds it.</summary>
public sealed partial class GlossaryTests
{
    [Fact]
    public void Every_type_that_bears_a_term_exists()
    {
        var named = Row().Matches(Repository.Read("docs/glossary.md")).Select(row => row.Groups["type"].Value).ToHashSet();
        var declared = Repository.Files(".cs").SelectMany(path => Declaration().Matches(Repository.Read(path)))
            .Select(declaration => declaration.Groups["type"].Value);

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(declared));
    }

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\| `(?<type>\w+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*(public|internal)[\w ]* (class|record|struct|enum|interface) (?<type>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
