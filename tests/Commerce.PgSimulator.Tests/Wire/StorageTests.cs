using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

/// <summary>The table that tools for the original read.</summary>
public sealed class StorageTests(GoodDaySimulator pg)
{
    [Fact]
    public async Task The_table_has_the_originals_columns()
    {
        var columns = await pg.ListAsync<string>("""
            SELECT CONCAT(column_name, IF(is_nullable = 'YES', ' null', '')) FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'payments' ORDER BY ordinal_position
            """);

        string[] original =
        [
            "transaction_key", "user_id", "order_id", "card_type", "card_no", "amount", "callback_url", "status", "reason null",
            "created_at", "updated_at",
        ];
        Assert.Equal(original, columns);
    }

    [Theory]
    [InlineData("PRIMARY", "transaction_key", true)]
    [InlineData("idx_user_transaction", "user_id,transaction_key", false)]
    [InlineData("idx_user_order", "user_id,order_id", false)]
    [InlineData("idx_unique_user_order_transaction", "user_id,order_id,transaction_key", true)]
    public async Task The_table_has_the_originals_indexes(string name, string columns, bool unique)
    {
        var found = await pg.ListAsync<string>(
            """
            SELECT CONCAT(GROUP_CONCAT(column_name ORDER BY seq_in_index), IF(MIN(non_unique) = 0, ' unique', ''))
            FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = 'payments' AND index_name = @name
            """,
            new { name });

        Assert.Equal([columns + (unique ? " unique" : "")], found);
    }

    [Fact]
    public async Task A_row_holds_what_was_asked()
    {
        var order = await pg.PayAsync(amount: 9_900, userId: "storage");

        var row = await pg.ListAsync<string>(
            "SELECT CONCAT_WS('|', user_id, order_id, card_type, card_no, amount, callback_url) FROM payments WHERE transaction_key = "
            + "@TransactionKey",
            order);

        Assert.Equal([$"storage|{order.OrderId}|SAMSUNG|1234-5678-9814-1451|9900|{pg.Merchant.CallbackUrl(order.OrderId)}"], row);
    }

    [Fact]
    public async Task The_database_check_is_part_of_health()
    {
        var health = await pg.GetAsync("/health");

        Assert.Equal(200, health.Status);
        Assert.Equal("Healthy", health.Json.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
    }
}
