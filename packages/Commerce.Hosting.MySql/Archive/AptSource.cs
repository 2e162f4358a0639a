namespace Commerce.Hosting.MySql.Archive;

/// <summary>One source of packages as apt has it configured.</summary>
/// <param name="SignedBy">A keyring's path or a whole key, as it stands there; null when apt's own trusted keys apply.</param>
internal sealed record AptSource(string Uri, string Suite, IReadOnlyList<string> Components, string? SignedBy)
{
    /// <summary>
    /// Reads a file of <c>/etc/apt</c> in either of its two formats. Sources of source code and disabled ones are left out.
    /// </summary>
    public static IEnumerable<AptSource> Parse(string fileName, string text) =>
        fileName.EndsWith(".sources", StringComparison.Ordinal) ? ParseStanzas(text) : ParseLines(text);

    // deb [signed-by=/path arch=amd64] uri suite component...
    private static IEnumerable<AptSource> ParseLines(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('#')[0].Trim());
        foreach (var line in lines.Where(line => line.StartsWith("deb ", StringComparison.Ordinal)))
        {
            var (options, rest) = line.IndexOf(']', StringComparison.Ordinal) is var end and > 0
                && line.Contains('[', StringComparison.Ordinal)
                ? (line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..end], line[(end + 1)..])
                : (string.Empty, line["deb ".Length..]);
            var signedBy = Words(options)
                .FirstOrDefault(o => o.StartsWith("signed-by=", StringComparison.OrdinalIgnoreCase))?["signed-by=".Length..];
            if (Words(rest) is [var uri, var suite, .. var components])
            {
                yield return new AptSource(uri, suite, components, signedBy);
            }
        }
    }

    private static IEnumerable<AptSource> ParseStanzas(string text)
    {
        foreach (var stanza in text.ReplaceLineEndings("\n").Split("\n\n").Select(Fields))
        {
            var isUsed = Words(stanza.GetValueOrDefault("types")).Contains("deb") && stanza.GetValueOrDefault("enabled") is not "no";
            foreach (var uri in isUsed ? Words(stanza.GetValueOrDefault("uris")) : [])
            {
                foreach (var suite in Words(stanza.GetValueOrDefault("suites")))
                {
                    yield return new AptSource(
                        uri, suite, Words(stanza.GetValueOrDefault("components")), stanza.GetValueOrDefault("signed-by"));
                }
            }
        }
    }

    // "Name: value", continued by lines that begin with a blank.
    private static Dictionary<string, string> Fields(string stanza)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? current = null;
        foreach (var line in stanza.Split('\n').Where(l => !l.StartsWith('#') && l.Length > 0))
        {
            if (char.IsWhiteSpace(line[0]) && current is not null)
            {
                fields[current] += "\n" + line;
            }
            else if (line.Split(':', 2) is [var name, var value])
            {
                fields[current = name.Trim()] = value.Trim();
            }
        }

        return fields;
    }

    private static string[] Words(string? text) => (text ?? string.Empty).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
