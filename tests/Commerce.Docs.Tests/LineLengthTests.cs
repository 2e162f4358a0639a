using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>
/// A line of code has 140 columns at most, so that two files fit beside each other. The text of a raw string and generated migrations are
/// as they are.
/// </summary>
public sealed partial class LineLengthTests
{
    private const int MostColumns = 140;

    [Fact]
    public void No_line_of_code_is_longer_than_140_columns()
    {
        var sources = Repository.Files(".cs").Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(sources);
        Assert.Empty(sources.SelectMany(TooLong));
    }

    private static IEnumerable<string> TooLong(string path)
    {
        var isInRawString = false;
        foreach (var (index, line) in Repository.Read(path).Split('\n').Index())
        {
            var quotes = RawQuotes().Count(line);
            if (line.Length > MostColumns && !isInRawString && quotes == 0)
            {
                yield return $"{path}:{index + 1} has {line.Length} columns.";
            }

            isInRawString ^= quotes % 2 == 1;
        }
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();
}
