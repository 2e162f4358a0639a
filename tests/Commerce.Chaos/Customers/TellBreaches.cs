using Commerce.Chaos.Schedules;

namespace Commerce.Chaos.Customers;

/// <summary>
/// What a client may rely on, checked against what he was told: an order that was acknowledged is there, a status never goes back, and one
/// key has one effect (I10, I13, I17).
/// </summary>
internal static class TellBreaches
{
    private static readonly Dictionary<string, string[]> Next = new()
    {
        ["PENDING"] = ["COMPLETED", "FAILED", "CANCELLED"],
        ["COMPLETED"] = ["CANCELLED"],
        ["FAILED"] = [],
        ["CANCELLED"] = [],
    };

    /// <param name="stored">The status in the database of each order that there is.</param>
    /// <returns>A sentence for each breach.</returns>
    public static IEnumerable<string> Execute(PlannedOrder order, Told told, IReadOnlyDictionary<long, string> stored)
    {
        foreach (var orderId in told.OrderIds.Where(id => !stored.ContainsKey(id)))
        {
            yield return $"I17 order {orderId} was acknowledged to the member of {order} and is not there";
        }

        if (order.HasKey && told.OrderIds.Count > 1)
        {
            yield return $"I13 one idempotency key stands for orders {string.Join(" and ", told.OrderIds)}: {order}";
        }

        foreach (var (before, after) in told.Statuses.Zip(told.Statuses.Skip(1)).Where(pair => !Next[pair.First].Contains(pair.Second)))
        {
            yield return $"I10 the member of {order} read {before}, then {after}";
        }

        if (told.OrderIds is [var only] && stored.TryGetValue(only, out var status) && told.Statuses is [.., var last] && last != status)
        {
            yield return $"I10 the member of {order} last read {last}, order {only} is {status}";
        }
    }
}
