using Commerce.Api.Tests.Hosting;
using Commerce.Core.Retention;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.Api.Tests.Retention;

/// <summary>What nothing depends on any more goes when its time is over; everything else stays, and money for ever.</summary>
public sealed class DeleteExpiredTests(RunningApi api)
{
    private const string Forever = """
        SELECT CONCAT_WS(',', (SELECT COUNT(*) FROM orders WHERE id = @orderId), (SELECT COUNT(*) FROM commerce_payments WHERE order_id = @orderId),
            (SELECT COUNT(*) FROM journal WHERE order_id = @orderId), (SELECT COUNT(*) FROM point_entries WHERE order_id = @orderId))
        """;

    [Fact]
    public async Task Only_what_is_done_and_old_enough_is_deleted()
    {
        var mark = Guid.NewGuid().ToString("N")[..12];
        await using var database = await api.OpenDatabaseAsync();
        foreach (var (name, state, age, waits) in new[]
        {
            ("old", "APPLIED", 31, false), ("refused", "REJECTED", 31, false), ("given-up", "UNMATCHED", 31, false),
            ("waiting", "UNMATCHED", 31, true), ("aside", "SET_ASIDE", 31, false), ("young", "APPLIED", 29, false),
        })
        {
            await database.ExecuteAsync(
                """
                INSERT INTO callback_inbox (gateway, message_id, body, state, received_at, next_try_at, failures)
                VALUES ('simulator', IF(@state = 'REJECTED', NULL, @id), @id, @state, UTC_TIMESTAMP(6) - INTERVAL @age DAY, IF(@waits, UTC_TIMESTAMP(6) + INTERVAL 1 DAY, NULL), 0)
                """,
                new { id = $"{mark}-{name}", state, age, waits });
        }

        var subject = -Random();
        await database.ExecuteAsync(
            """
            INSERT INTO outbox (kind, subject_id, created_at, next_try_at, tries, failures, done_at, set_aside_at) VALUES
                ('NOTIFY_CASE', @subject, UTC_TIMESTAMP(6) - INTERVAL 40 DAY, NULL, 1, 0, UTC_TIMESTAMP(6) - INTERVAL 31 DAY, NULL),
                ('NOTIFY_CASE', @subject - 1, UTC_TIMESTAMP(6) - INTERVAL 40 DAY, NULL, 1, 0, UTC_TIMESTAMP(6) - INTERVAL 29 DAY, NULL),
                ('NOTIFY_CASE', @subject - 2, UTC_TIMESTAMP(6) - INTERVAL 40 DAY, UTC_TIMESTAMP(6) + INTERVAL 1 DAY, 1, 0, NULL, NULL),
                ('NOTIFY_CASE', @subject - 3, UTC_TIMESTAMP(6) - INTERVAL 40 DAY, NULL, 10, 10, NULL, UTC_TIMESTAMP(6) - INTERVAL 31 DAY)
            """,
            new { subject });
        var (member, orderId) = await KeyedOrderAsync("old-key");
        await api.PostOnceAsync("/orders", member, await PointOrderAsync(), "young-key");
        await database.ExecuteAsync(
            "UPDATE idempotency_keys SET created_at = UTC_TIMESTAMP(6) - INTERVAL 8 DAY WHERE member_id = @member AND `key` = 'old-key'",
            new { member });
        await database.ExecuteAsync(
            "UPDATE orders SET created_at = UTC_TIMESTAMP(6) - INTERVAL 400 DAY WHERE id = @orderId", new { orderId });
        var forever = await database.ExecuteScalarAsync<string>(Forever, new { orderId });

        await database.ExecuteAsync(
            """
            INSERT INTO event_log (type, order_id, occurred_at, data) VALUES
                ('ORDER_FAILED', @subject, UTC_TIMESTAMP(6) - INTERVAL 31 DAY, '{}'),
                ('ORDER_FAILED', @subject - 1, UTC_TIMESTAMP(6) - INTERVAL 29 DAY, '{}')
            """,
            new { subject });

        await api.Service<DeleteExpired>().ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [$"{mark}-aside", $"{mark}-waiting", $"{mark}-young"],
            await database.QueryAsync<string>(
                "SELECT body FROM callback_inbox WHERE body LIKE @like ORDER BY body", new { like = $"{mark}%" }));
        Assert.Equal([subject - 3, subject - 2, subject - 1], await database.QueryAsync<long>(
            "SELECT subject_id FROM outbox WHERE subject_id BETWEEN @subject - 3 AND @subject ORDER BY subject_id", new { subject }));
        Assert.Equal(["young-key"], await database.QueryAsync<string>(
            "SELECT `key` FROM idempotency_keys WHERE member_id = @member", new { member }));
        Assert.Equal(forever, await database.ExecuteScalarAsync<string>(Forever, new { orderId }));
        Assert.Equal([subject - 1], await database.QueryAsync<long>(
            "SELECT order_id FROM event_log WHERE order_id BETWEEN @subject - 1 AND @subject", new { subject }));
        // They are about no case.
        await database.ExecuteAsync("DELETE FROM outbox WHERE subject_id BETWEEN @subject - 3 AND @subject", new { subject });
        await database.ExecuteAsync("DELETE FROM callback_inbox WHERE body LIKE @like", new { like = $"{mark}%" });
    }

    private async Task<(string Member, long OrderId)> KeyedOrderAsync(string key)
    {
        var member = await api.AddMemberAsync(points: 10_000);
        var answer = await api.PostOnceAsync("/orders", member, await PointOrderAsync(), key);
        return (member, answer.Data<OrderAnswer>().Id);
    }

    private async Task<object> PointOrderAsync() =>
        new { items = new[] { new { productId = await api.AddProductAsync(price: 1_000), quantity = 1 } }, usePoint = 1_000 };

    // A number that is no case's.
    private static long Random() => 1_000_000_000 + (Environment.TickCount64 * 10);
}
