using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Plans;

/// <summary>How the server would carry a statement out, and what of it grows with a table instead of with a page.</summary>
internal static partial class StatementPlan
{
    /// <summary>The most that anything reads at once; the tables that grow have many times as many rows.</summary>
    private const long LargestBatch = 500;

    // Whoever asks for a page by its number is told how many there are. Both tables are small, and are walked through along an index: one
    // has a row a product, counted once in ten seconds; the other a row a day. A cursor needs neither.
    private static readonly string[] CountedAsAWhole = ["products", "reconciliation_runs"];

    /// <returns>A sentence for each step that is a scan or a sort of more than a batch.</returns>
    public static async Task<IReadOnlyList<string>> FlawsAsync(MySqlConnection server, string statement)
    {
        var rows = await server.QueryAsync($"EXPLAIN FORMAT=TRADITIONAL {statement}");
        var steps = rows.Select(row => Step.Of((IDictionary<string, object?>)row)).ToList();
        return [.. steps.Where(step => IsFlaw(step, statement)).Select(step => $"{step} in: {Shorten(statement)}")];
    }

    /// <summary>How many rows the server touches to carry a statement out.</summary>
    public static async Task<long> RowsReadAsync(MySqlConnection server, string statement)
    {
        var before = await HandledAsync(server);
        await server.QueryAsync(statement);
        return await HandledAsync(server) - before;
    }

    private static bool IsFlaw(Step step, string statement)
    {
        // With a condition of its own, a walk along an index goes on until enough rows fit, whatever the limit has the server expect.
        var isScan = (step.Access is "ALL" or "index" && step.Rows > LargestBatch) || (step.Access == "index" && IsSearch(step, statement));
        var isSort = step.Extra.Contains("filesort", StringComparison.Ordinal) && step.Rows > LargestBatch;
        var isMuch = step.Rows > 10 * LargestBatch; // An index that tells a sixth of a table from the rest is as good as none.
        return isSort || (isMuch && !ReadsByPosition().IsMatch(statement)) || (isScan && !IsBounded(step, statement));
    }

    // Of the cases, most are resolved: a page of those is found within a page or two. Where the index has all that is wanted, the server
    // takes this way only for a place near its beginning; how many rows that is, a test of its own counts.
    private static bool IsSearch(Step step, string statement) =>
        step.Extra.Contains("Using where", StringComparison.Ordinal) && !step.IsCovered
        && (step.Rows > 1 || statement.Contains("LIMIT", StringComparison.Ordinal))
        && !statement.Contains("`resolved_at` IS NOT NULL", StringComparison.Ordinal);

    // By its number, a page has ten thousand entries before it at most; they are passed over in the index, and no row of them is read.
    private static bool IsBounded(Step step, string statement) =>
        step.IsCovered
        && (SkipsEntries().IsMatch(statement)
            || CountedAsAWhole.Any(table => Regex.IsMatch(statement, $@"^SELECT COUNT\(\*\)\s+FROM `{table}` AS `\w+`$")));

    private static async Task<long> HandledAsync(MySqlConnection server) => (await server.QueryAsync<(string Name, string Value)>(
        "SHOW SESSION STATUS LIKE 'Handler_read%'")).Sum(row => long.Parse(row.Value, CultureInfo.InvariantCulture));

    private static string Shorten(string statement) => Values().Replace(Blanks().Replace(statement, " "), "?");

    [GeneratedRegex(@"LIMIT 1 OFFSET \d+$")]
    private static partial Regex SkipsEntries();

    // The server counts what lies behind the position, and reads as far as the limit; how far, a test of its own counts.
    [GeneratedRegex(@"FROM `event_log` AS `e`\s+WHERE `e`\.`position` > \d+\s+ORDER BY `e`\.`position`\s+LIMIT \d+$")]
    private static partial Regex ReadsByPosition();

    [GeneratedRegex(@"'[^']*'(, '[^']*')*|\b\d+\b(, \d+)+")]
    private static partial Regex Values();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    private sealed record Step(string Table, string Access, string Key, long Rows, string Extra)
    {
        /// <summary>The index has all that is wanted; no row is read.</summary>
        public bool IsCovered => Extra.Split("; ").Contains("Using index");

        public static Step Of(IDictionary<string, object?> row) => new(
            Text(row["table"]),
            Text(row["type"]),
            Text(row["key"]),
            Convert.ToInt64(row["rows"] ?? 0L, CultureInfo.InvariantCulture),
            Text(row["Extra"]));

        public override string ToString() => $"{Table}: {Access}, index {Key}, {Rows} rows, {Extra}";

        private static string Text(object? value) => value?.ToString() ?? "none";
    }
}
