namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>Database spans are named after what they do, belong to something, and tell no account.</summary>
[Collection(nameof(TracedHostCollection))]
public sealed class StatementTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT")]
    [InlineData("select `o`.`id` from `orders` AS `o` left join `order_items` as `i` on 1", "SELECT orders order_items")]
    [InlineData("SELECT * FROM commerce_payments WHERE id = 1 FOR UPDATE SKIP LOCKED", "SELECT commerce_payments")]
    [InlineData(
        "INSERT INTO `outbox` (`kind`) VALUES (@p0);\nSELECT `id` FROM `outbox` WHERE ROW_COUNT() = 1", "INSERT outbox SELECT outbox")]
    [InlineData("SET AUTOCOMMIT = 1;\nUPDATE `products` SET `stock` = 1 WHERE EXISTS (SELECT 1 FROM `likes`)", "UPDATE products likes")]
    [InlineData("DELETE FROM likes -- FROM nowhere\n WHERE name = 'from secrets' /* FROM x */ AND n = \"join y\"", "DELETE likes")]
    [InlineData("CREATE TABLE IF NOT EXISTS payments (id INT)", "CREATE payments")]
    [InlineData("SELECT table_name FROM information_schema.tables", "SELECT information_schema.tables")]
    [InlineData("SELECT x FROM (SELECT 'it''s \\' from here' FROM `orders`) AS y", "SELECT orders")]
    [InlineData("INSERT INTO a VALUES (1); SELECT ROW_COUNT(); INSERT INTO a VALUES (2); SELECT ROW_COUNT()", "INSERT a")]
    [InlineData("SAVEPOINT `stock`;", "SAVEPOINT")]
    [InlineData("INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2", "INSERT t")]
    public void A_statement_is_named_by_its_operation_and_its_tables(string text, string summary)
    {
        using var host = new TracedHost();

        using (host.Own.StartActivity("request"))
        {
            host.Execute(text);
        }

        Assert.Equal((summary, summary), (host.Exported[0].DisplayName, host.Exported[0].GetTagItem("db.query.summary")));
    }

    [Fact]
    public void A_summary_ends_where_the_conventions_cut_it()
    {
        using var host = new TracedHost();

        using (host.Own.StartActivity("request"))
        {
            host.Execute(string.Join(';', Enumerable.Range(1, 1_000).Select(number => $"SELECT id FROM orders{number}")));
        }

        Assert.Equal(255, host.Exported[0].DisplayName.Length);
    }

    [Fact]
    public void A_commit_is_named_after_its_database()
    {
        using var host = new TracedHost();

        using (host.Own.StartActivity("request"))
        using (var commit = host.Database.StartActivity("Commit"))
        {
            commit!.SetTag("db.operation.name", "COMMIT").SetTag("db.namespace", "commerce");
        }

        Assert.Equal("COMMIT commerce", host.Exported[0].DisplayName);
    }

    [Fact]
    public void No_statement_tells_how_its_connection_was_opened()
    {
        using var host = new TracedHost();

        using (host.Own.StartActivity("request"))
        {
            host.Execute(
                "SELECT 1", ("db.connection_string", "Server=db;User ID=commerce"), ("db.user", "commerce"), ("db.namespace", "shop"));
        }

        Assert.Equal(["db.namespace", "db.query.summary", "db.query.text"], host.Exported[0].TagObjects.Select(tag => tag.Key).Order());
    }

    [Fact]
    public void A_statement_that_belongs_to_nothing_is_dropped()
    {
        using var host = new TracedHost();

        host.Execute();

        Assert.Empty(host.Exported);
    }
}
