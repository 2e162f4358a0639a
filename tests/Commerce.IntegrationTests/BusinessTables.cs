using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>All tables in which an order, a payment or a callback that has an effect leaves something.</summary>
internal static class BusinessTables
{
    // When a payment is looked at, and how often, moves also at rest: a worker that was frozen may have had it under way.
    private const string Payments = """
        SELECT 'payments', COALESCE(SUM(CRC32(CONCAT_WS('|', id, order_id, amount, status, gateway, transaction_key, failure_code, version, updated_at))), 0)
        FROM commerce_payments
        """;

    private const string Others =
        "CHECKSUM TABLE orders, order_items, products, members, point_entries, coupons, member_coupons, journal, outbox, cs_cases, "
        + "idempotency_keys";

    /// <summary>A checksum of each. The worker stands still meanwhile.</summary>
    public static async Task<string> BusinessTablesAsync(this Shop shop)
    {
        await using var database = await shop.OpenDatabaseAsync();
        var sums = await database.QueryAsync<(string Table, long Sum)>(Others);
        var payments = await database.QuerySingleAsync<(string Table, long Sum)>(Payments);
        return string.Join('\n', sums.Append(payments));
    }
}
