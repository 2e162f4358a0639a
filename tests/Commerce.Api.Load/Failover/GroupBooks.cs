using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost.Invariants;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.Failover;

/// <summary>Holds what the buyers were told against what the database has, once nothing is under way any more.</summary>
internal sealed class GroupBooks(PaidOrdersShop shop, GroupUnderLoad group)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Of tables that do not move at rest.
    private const string Contents = """
        CHECKSUM TABLE commerce.orders, commerce.order_items, commerce.products, commerce.journal, commerce.idempotency_keys,
            commerce.point_entries, commerce.cs_cases, paymentgateway.payments, paymentgateway.approvals
        """;

    private const string UnderWay = """
        SELECT (SELECT COUNT(*) FROM orders WHERE status = 'PENDING')
             + (SELECT COUNT(*) FROM commerce_payments WHERE status IN ('PENDING', 'TIMEOUT'))
             + (SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND set_aside_at IS NULL)
        """;

    private readonly TimeProvider _time = TimeProvider.System;

    /// <returns>A sentence for each thing that is wrong.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(KeyedBuyers buyers)
    {
        await using var database = await shop.OpenAsync();
        var wrong = new List<string>(buyers.GivenUp);
        if (await StillUnderWayAsync(database) is > 0 and var left)
        {
            wrong.Add($"{left} orders, payments or messages did not end within {Limit.TotalMinutes:F0} minutes");
        }

        var orders = (await database.QueryAsync<(long Id, string Status)>("SELECT id, status FROM orders"))
            .ToDictionary(order => order.Id, order => order.Status);
        foreach (var (id, told) in buyers.Acknowledged)
        {
            var found = orders.GetValueOrDefault(id, "not there");
            if (found != told && told != "PENDING" || found == "not there")
            {
                wrong.Add($"order {id} was told to be {told}, and is {found}");
            }
        }

        if (orders.Count > buyers.Orders)
        {
            wrong.Add($"{orders.Count} orders of {buyers.Orders} keys");
        }

        // The shop was given more goods.
        wrong.AddRange((await InvariantChecker.BreachesAsync(database)).Where(
            breach => !breach.StartsWith("I6 what is on hand", StringComparison.Ordinal)));
        wrong.AddRange(await DifferencesAsync());
        return wrong;
    }

    // A group that was split in two would have two histories.
    private async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        await group.WholeAsync();
        var start = _time.GetTimestamp();
        while (true)
        {
            var tables = new List<(string Table, long Sum)>();
            foreach (var node in GroupUnderLoad.Nodes)
            {
                await using var database = await shop.OpenNodeAsync(node);
                tables.AddRange(await database.QueryAsync<(string, long)>(Contents));
            }

            var different = tables.Distinct().CountBy(sum => sum.Table).Where(table => table.Value > 1).Select(table => table.Key).ToList();
            if (different.Count == 0 || _time.GetElapsedTime(start) > TimeSpan.FromMinutes(1))
            {
                return [.. different.Select(table => $"{table} is not the same on all nodes")];
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _time); // A secondary applies a little later.
        }
    }

    private async Task<long> StillUnderWayAsync(MySqlConnection database)
    {
        var start = _time.GetTimestamp();
        while (await database.ExecuteScalarAsync<long>(UnderWay) is > 0 and var left)
        {
            if (_time.GetElapsedTime(start) > Limit)
            {
                return left;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }

        return 0;
    }
}
