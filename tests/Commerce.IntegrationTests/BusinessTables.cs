using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>All tables in which an order, a payment or a callback that has an effect leaves something.</summary>
internal static class BusinessTables
{
    /// <summary>A checksum of each. The worker must stand still meanwhile: its looks write rows of their own.</summary>
    public static async Task<string> BusinessTablesAsync(this Shop shop)
    {
        await using var database = await shop.OpenDatabaseAsync();
        var sums = await database.QueryAsync<(string Table, long Sum)>(
            "CHECKSUM TABLE orders, order_items, commerce_payments, products, members, point_entries, coupons, member_coupons, journal, outbox, cs_cases, idempotency_keys");
        return string.Join('\n', sums);
    }
}
