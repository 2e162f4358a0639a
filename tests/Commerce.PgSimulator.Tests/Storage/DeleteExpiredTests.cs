using System.Globalization;
using Commerce.PgSimulator.Retention;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Storage;

/// <summary>What is over is forgotten after its time; the books are not.</summary>
public sealed class DeleteExpiredTests(DeleteExpiredTests.Own pg) : IClassFixture<DeleteExpiredTests.Own>
{
    public sealed class Own() : Simulator(("Retention:CallbackDays", "10"), ("Retention:IdempotencyKeyDays", "20"));

    [Fact]
    public async Task Old_callbacks_and_keys_go_and_the_books_stay()
    {
        var young = await pg.PayAsync("4242-4242-4242-4242", idempotencyKey: "young");
        await pg.ConcludedAsync(young.TransactionKey);
        await pg.QueryAsync<int>("UPDATE callbacks SET due_at = NULL");
        await AddAsync("20200102:TR:000001", concluded: "2020-01-02", due: null);
        await AddAsync("20200102:TR:000002", concluded: null, due: null);
        await AddAsync("20200102:TR:000003", concluded: "2020-01-02", due: "2999-01-01");
        await pg.QueryAsync<int>("""
            INSERT INTO idempotency_keys VALUES ('135135', 'PAY', 'old', REPEAT('0', 64), '20200102:TR:000001', UTC_TIMESTAMP(6) - INTERVAL 21 DAY),
                                                ('135135', 'PAY', 'recent', REPEAT('0', 64), '20200102:TR:000001', UTC_TIMESTAMP(6) - INTERVAL 19 DAY)
            """);
        var books = await BooksAsync();

        Assert.Equal(2, await pg.Resolve<DeleteExpired>().DeleteAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["20200102:TR:000002", "20200102:TR:000003", young.TransactionKey],
            await pg.ListAsync<string>("SELECT transaction_key FROM callbacks ORDER BY transaction_key"));
        Assert.Equal(
            ["recent", "young"], await pg.ListAsync<string>("SELECT idempotency_key FROM idempotency_keys ORDER BY idempotency_key"));
        Assert.Equal(books, await BooksAsync());
        Assert.Equal(200, (await pg.GetAsync("/api/v1/payments/20200102:TR:000001")).Status);
    }

    [Fact]
    public async Task Old_keys_are_found_by_their_age_and_not_by_reading_every_key()
    {
        await pg.QueryAsync<int>("""
            INSERT INTO idempotency_keys
            SELECT 'planned', 'PAY', n, REPEAT('0', 64), '20200102:TR:000001', UTC_TIMESTAMP(6)
            FROM (WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 900) SELECT n FROM numbers) AS n
            """);
        await pg.QueryAsync<string>("ANALYZE TABLE idempotency_keys");

        var plan = await pg.ListAsync<dynamic>(
            $"EXPLAIN FORMAT=TRADITIONAL {DeleteExpired.Keys}", new { before = new DateTime(2020, 1, 1), Batch = 500 });
        await pg.QueryAsync<int>("DELETE FROM idempotency_keys WHERE user_id = 'planned'");

        IDictionary<string, object?> step = Assert.Single(plan);
        Assert.Equal("idx_created", step["key"]);
        Assert.True(Convert.ToInt64(step["rows"], CultureInfo.InvariantCulture) < 10, $"{step["rows"]} keys would be read.");
    }

    private async Task AddAsync(string key, string? concluded, string? due)
    {
        await pg.QueryAsync<int>(
            """
            INSERT INTO payments VALUES (@key, '135135', 'ORDER1', 'KB', '1234-5678-9814-1451', 1, 'http://localhost:8080/x', 'SUCCESS', NULL, '2020-01-02', '2020-01-02');
            INSERT INTO approvals VALUES (@key, 'SUCCESS', 'r', NULL, @concluded);
            INSERT INTO callbacks (transaction_key, message_id, copies, delay_ms, flaw, due_at) VALUES (@key, @key, 1, 0, 'NONE', @due)
            """,
            new { key, concluded, due });
    }

    private Task<string?> BooksAsync() => pg.QueryAsync<string>(
        "SELECT CONCAT_WS(',', (SELECT COUNT(*) FROM payments), (SELECT COUNT(*) FROM approvals), (SELECT COUNT(*) FROM cancels))");
}
