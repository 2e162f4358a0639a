using Dapper;
using MySqlConnector;

namespace Commerce.TestHost.Invariants;

/// <summary>Asks both databases, ours and the PG's, for breaches of every invariant. Call it when nothing is under way any more.</summary>
public static class InvariantChecker
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(MySqlConnection connection)
    {
        var breaches = new List<string>();
        foreach (var invariant in MoneyInvariants.All.Concat(GoodsInvariants.All))
        {
            var found = await connection.QueryAsync<string>(invariant.Sql);
            breaches.AddRange(found.Select(sentence => $"{invariant.Name}: {sentence}"));
        }

        return breaches;
    }
}
