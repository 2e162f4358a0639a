using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>A Markdown file as its readers see it on GitHub: its links and the anchors that its headings make.</summary>
internal sealed partial class MarkdownPage(string path)
{
    private readonly string _text = CodeBlock().Replace(Repository.Read(path), "");

    /// <summary>Targets as written, images included; those within the page begin with <c>#</c>.</summary>
    public IEnumerable<string> Links => Link().Matches(InlineCode().Replace(_text, "")).Select(link => link.Groups["target"].Value);

    /// <summary>By GitHub's rule: lower case, only letters, digits, hyphens and underscores, blanks as hyphens, repeats numbered.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var heading in Heading().Matches(_text).Select(heading => heading.Groups["text"].Value.Trim()))
            {
                var shown = Link().Replace(heading, link => link.Groups["text"].Value);
                var anchor = NotInAnchors().Replace(shown.ToLowerInvariant(), "").Replace(' ', '-');
                for (var repeat = 1; !anchors.Add(repeat == 1 ? anchor : $"{anchor}-{repeat - 1}"); repeat++)
                {
                }
            }

            return anchors;
        }
    }

    [GeneratedRegex(@"^(?<fence>```+|~~~+).*?^\k<fence>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
