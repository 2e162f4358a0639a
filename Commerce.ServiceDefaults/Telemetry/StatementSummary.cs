using System.Text;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// What an SQL text does in a few words, for example <c>INSERT orders</c>: each statement's operation and the tables that it names.
/// It never repeats a value.
/// </summary>
internal static class StatementSummary
{
    private const int Longest = 255; // The semantic conventions cut it there.

    public static string Of(string sql)
    {
        var summary = new StringBuilder();
        var words = new SqlWords(sql);
        var (isFirst, wantsTable) = (true, false);
        while (summary.Length < Longest && words.MoveNext())
        {
            var word = words.Current;
            if (word is ";")
            {
                (isFirst, wantsTable) = (true, false);
            }
            else if (isFirst)
            {
                (isFirst, wantsTable) = (false, Is(word, "UPDATE"));
                Append(summary, IsOperation(word) ? word.ToString().ToUpperInvariant() : []);
            }
            else if (wantsTable && !IsPartOfClause(word))
            {
                wantsTable = false;
                Append(summary, words.IsName ? word : []);
            }
            else
            {
                wantsTable |= IntroducesTable(word);
            }
        }

        return summary.ToString(0, Math.Min(summary.Length, Longest));
    }

    private static void Append(StringBuilder summary, ReadOnlySpan<char> word)
    {
        if (!word.IsEmpty)
        {
            summary.Append(summary.Length == 0 ? "" : " ").Append(word);
        }
    }

    private static bool IsOperation(ReadOnlySpan<char> word) =>
        Is(word, "SELECT") || Is(word, "INSERT") || Is(word, "UPDATE") || Is(word, "DELETE") || Is(word, "REPLACE")
        || Is(word, "CREATE") || Is(word, "ALTER") || Is(word, "DROP") || Is(word, "TRUNCATE");

    private static bool IntroducesTable(ReadOnlySpan<char> word) =>
        Is(word, "FROM") || Is(word, "INTO") || Is(word, "JOIN") || Is(word, "TABLE");

    // As in CREATE TABLE IF NOT EXISTS.
    private static bool IsPartOfClause(ReadOnlySpan<char> word) => Is(word, "IF") || Is(word, "NOT") || Is(word, "EXISTS");

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
