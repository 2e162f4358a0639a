using System.Text;

namespace Commerce.IntegrationTests.Backups;

/// <summary>What <c>mysqlbinlog</c> prints, cut into statements as the server's own client would.</summary>
internal static class BinaryLogText
{
    private const string Delimiter = "DELIMITER ";
    private const string ClientCommand = @"/*!\C "; // To the client, of its character set.

    public static IEnumerable<string> Statements(string text)
    {
        var end = ";";
        var statement = new StringBuilder();
        foreach (var line in text.Split('\n').Where(IsForTheServer))
        {
            if (line.StartsWith(Delimiter, StringComparison.Ordinal))
            {
                end = line[Delimiter.Length..].Trim();
                continue;
            }

            var isLast = line.EndsWith(end, StringComparison.Ordinal);
            statement.AppendLine(isLast ? line[..^end.Length] : line);
            if (isLast && statement.ToString().Trim() is { Length: > 0 } whole)
            {
                statement.Clear();
                yield return whole;
            }
        }
    }

    private static bool IsForTheServer(string line) =>
        !line.StartsWith('#') && !line.StartsWith(ClientCommand, StringComparison.Ordinal);
}
