using System.Text.RegularExpressions;
using Dapper;
using MySqlConnector;

namespace Commerce.TestHost.Invariants;

/// <summary>Asks both databases, ours and the PG's, for breaches of every invariant. Call it when nothing is under way any more.</summary>
public static partial class InvariantChecker
{
    /// <summary>Every rule there is.</summary>
    public static IReadOnlyList<Invariant> All { get; } =
        [.. MoneyInvariants.All, .. GoodsInvariants.All, .. HistoryInvariants.All, .. SecretInvariants.All];

    /// <summary>Those that hold at every committed state, also while orders are under way.</summary>
    public static IReadOnlyList<Invariant> AtEveryMoment { get; } = [.. All.Where(rule => rule.HoldsAlways)];

    /// <param name="databases">What the names of both databases end with, where a server has several pairs of them.</param>
    /// <returns>A sentence for each breach, which begins with the name of the rule.</returns>
    public static async Task<IReadOnlyList<string>> BreachesAsync(
        MySqlConnection connection, IEnumerable<Invariant>? of = null, string databases = "")
    {
        var breaches = new List<string>();
        foreach (var invariant in of ?? All)
        {
            var found = await connection.QueryAsync<string>(await QueryOfAsync(connection, invariant, databases));
            breaches.AddRange(found.Select(sentence => $"{invariant.Name}: {sentence}"));
        }

        return breaches;
    }

    private static async Task<string> QueryOfAsync(MySqlConnection connection, Invariant invariant, string databases)
    {
        var sql = Database().Replace(invariant.Sql, $"$0{databases}");
        return invariant.IsOverTables ? string.Join(" UNION ALL ", await connection.QueryAsync<string>(sql)) : sql;
    }

    [GeneratedRegex("\\b(commerce|paymentgateway)\\b(?=[.'])")]
    private static partial Regex Database();
}
