using System.Globalization;
using Commerce.PgSimulator.Retention;
using Commerce.PgSimulator.Toss.Books;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Webhooks;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>What the dialect asks often is found by an index however much is stored, and what is over is forgotten.</summary>
public sealed class TossPlanTests(TossPlanTests.Own pg) : IClassFixture<TossPlanTests.Own>
{
    private const string Numbers =
        "(WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 900) SELECT n FROM numbers) AS n";

    public sealed class Own : TossSimulator;

    public static TheoryData<string, string, string> Questions => new()
    {
        { "toss_payments", "idx_order", WindowPaymentStore.KeysOfOrder },
        { "toss_payments", "idx_expires", DueExpiries.DueKeys },
        { "toss_webhooks", "idx_due", WebhookQueue.DueIds },
        { "toss_webhooks", "idx_created", WebhookQueue.DeleteOldest },
        { "toss_idempotency_keys", "idx_created", KeyedCallStore.DeleteOldest },
        { "t", "idx_created", ReadTransactions.Page },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task It_is_found_by_its_index(string table, string index, string sql)
    {
        await FillAsync();
        var parameters = new
        {
            orderId = "order-7",
            Batch = 50,
            limit = 50,
            before = new DateTime(2020, 1, 1),
            from = new DateTime(2020, 1, 1),
            to = new DateTime(2020, 1, 2),
            after = string.Empty,
            refusals = false,
        };

        var plan = await pg.ListAsync<dynamic>($"EXPLAIN FORMAT=TRADITIONAL {sql}", parameters);

        var step = plan.Cast<IDictionary<string, object?>>().Single(step => (string?)step["table"] == table);
        Assert.Equal(index, step["key"]);
        Assert.True(Convert.ToInt64(step["rows"], CultureInfo.InvariantCulture) < 10, $"{step["rows"]} rows would be read.");
    }

    [Fact]
    public async Task Old_keys_and_webhooks_go_and_the_books_stay()
    {
        await pg.QueryAsync<int>("DELETE FROM toss_idempotency_keys");
        var order = await pg.PaidAsync();
        await pg.ConfirmAsync(order, ("Idempotency-Key", "old"));
        await pg.WebhookAsync(order);
        await pg.QueryAsync<int>(
            """
            DELETE FROM toss_webhooks WHERE payment_key <> @PaymentKey;
            UPDATE toss_webhooks SET due_at = NULL, created_at = created_at - INTERVAL 31 DAY;
            UPDATE toss_idempotency_keys SET created_at = created_at - INTERVAL 16 DAY
            """,
            order);

        Assert.Equal(2, await pg.Resolve<DeleteExpired>().DeleteAsync(TestContext.Current.CancellationToken));

        Assert.Equal("DONE", (await pg.LookAsync(order)).Says());
        Assert.Equal(1, await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_transactions WHERE payment_key = @PaymentKey", order));
    }

    private async Task FillAsync()
    {
        await pg.QueryAsync<int>($"""
            INSERT IGNORE INTO toss_payments (payment_key, order_id, order_name, amount, balance, status, success_url, fail_url, requested_at,
                                              expires_at)
            SELECT CONCAT('planned-', n), CONCAT('order-', n), 'o', 1, 1, 'READY', 's', 'f', UTC_TIMESTAMP(6), '2999-01-01' FROM {Numbers};
            INSERT IGNORE INTO toss_webhooks (transmission_id, payment_key, body, copies, created_at, due_at)
            SELECT n, CONCAT('planned-', n), '', 1, UTC_TIMESTAMP(6), IF(n < 50, '2999-01-01', NULL) FROM {Numbers};
            INSERT IGNORE INTO toss_idempotency_keys (fingerprint, body, created_at, held_until)
            SELECT n, '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM {Numbers};
            INSERT IGNORE INTO toss_transactions (transaction_key, payment_key, kind, status, amount, refundable, created_at)
            SELECT n, CONCAT('planned-', n), 'APPROVAL', 'DONE', 1, 1, UTC_TIMESTAMP(6) FROM {Numbers}
            """);
        await pg.QueryAsync<string>("ANALYZE TABLE toss_payments, toss_webhooks, toss_idempotency_keys, toss_transactions");
    }
}
