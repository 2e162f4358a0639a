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
        var statements = new List<string>();
        var words = new SqlWords(sql);
        while (words.MoveNext())
        {
            if (words.Current is not ";" && OfStatement(ref words) is var statement && !statements.Contains(statement))
            {
                statements.Add(statement);
            }
        }

        // What touches no table, such as SET or SELECT ROW_COUNT(), only counts where it is alone.
        var telling = statements.Exists(HasTable) ? statements.FindAll(HasTable) : statements;
        var summary = string.Join(' ', telling);
        return summary.Length <= Longest ? summary : summary[..Longest];
    }

    // From the first word of a statement to its end.
    private static string OfStatement(ref SqlWords words)
    {
        var summary = words.Current.ToString().ToUpperInvariant();
        var wantsTable = summary is "UPDATE";
        while (words.MoveNext() && words.Current is not ";")
        {
            if (!wantsTable)
            {
                wantsTable = IntroducesTable(words.Current);
            }
            else if (!IsPartOfClause(words.Current))
            {
                wantsTable = false;
                summary = words.IsName ? $"{summary} {words.Current}" : summary;
            }
        }

        return summary;
    }

    private static bool HasTable(string statement) => statement.Contains(' ', StringComparison.Ordinal);

    private static bool IntroducesTable(ReadOnlySpan<char> word) =>
        Is(word, "FROM") || Is(word, "INTO") || Is(word, "JOIN") || Is(word, "TABLE");

    // As in CREATE TABLE IF NOT EXISTS.
    private static bool IsPartOfClause(ReadOnlySpan<char> word) => Is(word, "IF") || Is(word, "NOT") || Is(word, "EXISTS");

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
