using System.Net.Http.Json;
using Commerce.TestHost.Invariants;
using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests;

/// <summary>Each rule of the checker speaks when it is broken, and no other does: a rule that is silent proves nothing.</summary>
[Collection<ShopCollection>]
public sealed class InvariantTests(Shop shop)
{
    private const string KnownKeys = "I1 no capture at the PG without a payment of ours that knows its key";

    private const string FailsForEver = "I11 no record fails for ever";

    // Each breaks one rule and keeps the others; what the PG captured under a key that we do not know breaks the rule of known keys as
    // well.
    private static readonly (string Rule, string Sql)[] Plants =
    [
        ("I1 no double charge", Pg("(SELECT order_id FROM paymentgateway.payments g WHERE g.transaction_key = @completedKey)", "SUCCESS")),
        (KnownKeys, Pg("(SELECT order_id FROM paymentgateway.payments g WHERE g.transaction_key = @completedKey)", "CANCELLED")
            + "INSERT INTO paymentgateway.cancels (transaction_key, amount, was_captured, created_at) VALUES ('x:TR:1', 0, TRUE, NOW(6))"),
        ("I2 completed means captured in full", "UPDATE orders SET final_amount = final_amount + 1 WHERE id = @completed"),
        ("I2 ended otherwise means nothing captured", Pg(
            "(SELECT order_id FROM paymentgateway.payments g WHERE g.transaction_key = @failedKey)", "SUCCESS")),
        ("I3 intent before effect", Pg("'ORDER999999999'", "FAILED")),
        ("I4 equal books", "UPDATE paymentgateway.payments SET status = 'PENDING' WHERE transaction_key = @failedKey"),
        ("I4 the journal's money at the PG is the PG's", Journal("CAPTURED", "PG_RECEIVABLE", 0, 1) + Journal("CAPTURED", "SALES", 0, -1)),
        ("I5 every journal sums to zero", Journal("POINTS_TAKEN", "SALES", 0, 1)),
        ("I5 what members can spend is what the journal says",
            "INSERT INTO journal (kind, account, product_id, amount, created_at) VALUES ('POINTS_CHARGED', 'MEMBER_POINTS', 0, 1, "
            + "NOW(6)), ('POINTS_CHARGED', 'POINTS_ISSUED', 0, -1, NOW(6))"),
        ("I5 an order that has ended has cleared", Journal("POINTS_TAKEN", "SALES", 0, 1) + Journal(
            "POINTS_TAKEN", "ORDER_CLEARING", 0, -1)),
        ("I6 what is on hand and what customers have is what there was at first", "UPDATE products SET stock = stock + 1 WHERE id = 5"),
        ("I7 goods left once for a completed order and came back for every other", Journal("STOCK_TAKEN", "CUSTOMERS", 4, 1)
            + Journal("STOCK_TAKEN", "STOCK", 4, -1) + "UPDATE products SET stock = stock - 1 WHERE id = 4"),
        ("I8 a coupon is used exactly by an order that lives",
            "UPDATE orders SET coupon_id = 3 WHERE id = @failed; UPDATE member_coupons SET order_id = @failed WHERE coupon_id = 3 AND "
            + "member_id = 'demo1'"),
        ("I8 a coupon was given out as often as it counts, and within its limit",
            "UPDATE coupons SET issued_count = issued_count + 1 WHERE id = 1"),
        ("I9 a balance is the sum of its entries and never below zero",
            "UPDATE members SET point = point + IF(member_id = 'demo1', 1, -1) WHERE member_id IN ('demo1', 'demo2')"),
        ("I9 an order that did not come about cost no points",
            "INSERT INTO point_entries (member_id, order_id, kind, amount, created_at) VALUES ('demo1', @failed, 'USE', -1, NOW(6)); "
            + "UPDATE members SET point = point - 1 WHERE member_id = 'demo1'; INSERT INTO journal (kind, account, product_id, amount, "
                + "created_at) VALUES ('POINTS_CHARGED', 'MEMBER_POINTS', 0, 1, NOW(6)), "
                + "('POINTS_CHARGED', 'POINTS_ISSUED', 0, -1, NOW(6))"),
        ("I10 an order and its payment end together", "UPDATE commerce_payments SET status = 'FAILED' WHERE order_id = @byPoints"),
        ("I10 a version counts the moves that lead to a status", "UPDATE commerce_payments SET version = 0 WHERE order_id = @failed"),
        ("I11 nothing is left open",
            "INSERT INTO orders (member_id, status, total_amount, discount_amount, final_amount, used_points, version, created_at, "
            + "updated_at) VALUES ('demo1', 'PENDING', 1, 0, 1, 1, 0, NOW(6), NOW(6)); INSERT INTO commerce_payments (order_id, amount, "
                + "payment_method, status, looks, absent_looks, version, created_at, updated_at) VALUES (LAST_INSERT_ID(), 1, 'POINT', "
                    + "'PENDING', 0, 0, 0, NOW(6), NOW(6))"),
        (FailsForEver, "UPDATE commerce_payments SET failed_looks = 10, next_look_at = NOW(6) WHERE order_id = @completed"),
        (FailsForEver,
            "INSERT INTO outbox (kind, subject_id, tries, failures, created_at, next_try_at) VALUES ('NOTIFY_CASE', 999999999, 10, 10, "
            + "NOW(6), NOW(6))"),
        (FailsForEver,
            "INSERT INTO callback_inbox (gateway, body, state, failures, received_at, next_try_at) VALUES ('simulator', '', 'RECEIVED', "
            + "10, NOW(6), NOW(6))"),
        ("I12 a refused callback left a row and nothing else",
            "INSERT INTO callback_inbox (gateway, body, transaction_key, state, received_at) VALUES ('simulator', '', 'k', 'REJECTED', "
            + "NOW(6))"),
        ("I13 an idempotency key stands for an order of its member",
            "INSERT INTO idempotency_keys (member_id, `key`, request_hash, created_at, order_id) VALUES ('demo2', 'planted', '', NOW(6), "
            + "@completed)"),
        ("I14 no more is cancelled than was captured",
            "UPDATE paymentgateway.cancels SET amount = amount + 1 WHERE transaction_key = @cancelledKey"),
        ("I14 cancelled here means cancelled in the PG's books",
            "DELETE FROM paymentgateway.cancels WHERE transaction_key = @cancelledKey"),
        ("I14 an order is cancelled with its payment",
            "INSERT INTO orders (member_id, status, total_amount, discount_amount, final_amount, used_points, version, created_at, "
            + "updated_at) VALUES ('demo1', 'CANCELLED', 1, 0, 1, 1, 2, NOW(6), NOW(6)); INSERT INTO commerce_payments (order_id, "
                + "amount, payment_method, status, looks, absent_looks, version, created_at, updated_at) VALUES (LAST_INSERT_ID(), 1, "
                    + "'POINT', 'SUCCESS', 0, 0, 1, NOW(6), NOW(6)); INSERT INTO event_log (type, order_id, occurred_at, data) "
                        + "SELECT 'ORDER_CANCELLED', MAX(id), NOW(6), '{}' FROM orders"),
        ("I20 what became of an order is in the log of events",
            "DELETE FROM event_log WHERE order_id = @completed AND type = 'ORDER_COMPLETED'"),
        ("I14 a cancel that was asked for has ended", "UPDATE orders SET cancel_requested_at = NOW(6) WHERE id = @completed"),
        ("I15 a card is stored masked", "UPDATE commerce_payments SET card_no = '4242424242' WHERE order_id = @failed"),
        ("I15 no text of any table holds a card number",
            "UPDATE cs_cases SET detail = 'Paid with 4242-4242-4242-4242.' WHERE order_id = @late"),
        ("I15 no text of any table holds a card number",
            "UPDATE paymentgateway.approvals SET reason = '4242424242424242' WHERE transaction_key = @failedKey"),
        ("I16 what a breaker refused never reached the PG",
            "UPDATE commerce_payments SET failure_detail = \"CircuitBreaker 'pg-payments' is open and does not permit further calls\" "
            + "WHERE order_id = @failed"),
        ("I18 customer service knows of money that was taken once too often",
            "UPDATE commerce_payments SET is_duplicate = TRUE WHERE order_id = @byPoints"),
        ("I18 customer service knows of money that came for an order that had failed", "DELETE FROM cs_cases WHERE order_id = @late"),
        ("I18 customer service knows of money that was given back in the PG's console",
            "INSERT INTO paymentgateway.toss_payments (payment_key, order_id, order_name, amount, balance, status, success_url, fail_url, "
            + "requested_at, approved_at) SELECT transaction_key, order_id, '', amount, amount - 1, 'PARTIAL_CANCELED', '', '', NOW(6), "
                + "NOW(6) FROM paymentgateway.payments WHERE transaction_key = @completedKey; "
                    + "DELETE FROM paymentgateway.payments WHERE transaction_key = @completedKey"),
        ("a product counts the likes it has", "UPDATE products SET likes_count = likes_count + 1 WHERE id = 4"),
    ];

    [Fact]
    public async Task Every_rule_speaks_when_it_is_broken_and_no_other_does()
    {
        var orders = await OrdersOfEveryEndAsync();
        Assert.Empty(await shop.BreachesAsync());
        await using var database = await shop.OpenDatabaseAsync();

        foreach (var (rule, sql) in Plants)
        {
            await database.ExecuteAsync("START TRANSACTION");
            await database.ExecuteAsync(sql, orders);
            var breaches = await InvariantChecker.BreachesAsync(database);
            await database.ExecuteAsync("ROLLBACK");

            Assert.True(breaches.Count > 0, $"'{rule}' is silent.");
            Assert.All(breaches, breach => Assert.True(IsOf(rule, breach) || IsOf(KnownKeys, breach), breach));
            Assert.Contains(breaches, breach => IsOf(rule, breach));
        }

        // The database itself refuses what is left.
        var rest = InvariantChecker.All.Select(rule => rule.Name).Except(Plants.Select(plant => plant.Rule));
        Assert.Equal(["I6 stock is never below zero"], rest);
        await Assert.ThrowsAsync<MySqlException>(() => database.ExecuteAsync("UPDATE products SET stock = -1 WHERE id = 4"));
    }

    private static bool IsOf(string rule, string breach) => breach.StartsWith($"{rule}: ", StringComparison.Ordinal);

    // A payment of no won in the PG's table.
    private static string Pg(string orderId, string status) => $"""
        INSERT INTO paymentgateway.payments
        SELECT 'x:TR:1', user_id, {orderId}, card_type, card_no, 0, callback_url, '{status}', reason, created_at, updated_at
        FROM paymentgateway.payments WHERE transaction_key = @completedKey;
        """;

    private static string Journal(string kind, string account, long productId, long amount) => $"""
        INSERT INTO journal (order_id, kind, account, product_id, amount, created_at)
        VALUES (@failed, '{kind}', '{account}', {productId}, {amount}, NOW(6));
        """;

    private async Task<object> OrdersOfEveryEndAsync()
    {
        var completed = await shop.EndOfAsync(await shop.PlaceAsync(4, 1, Cards.Approved));
        var failed = await shop.EndOfAsync(await shop.PlaceAsync(4, 1, Cards.LimitExceeded));
        var cancelled = await shop.EndOfAsync(await shop.PlaceAsync(4, 1, Cards.Approved));
        await shop.CancelAsync(cancelled.Id);
        await shop.UntilAsync(cancelled.Id, order => order.Status == "CANCELLED");
        var byPoints = await shop.SendOrderAsync(
            new { items = new[] { new { productId = 9, quantity = 1 } }, usePoint = 7_500 }, member: "demo3");
        return new
        {
            completed = completed.Id,
            completedKey = completed.Payment.TransactionKey,
            failed = failed.Id,
            failedKey = failed.Payment.TransactionKey,
            cancelledKey = cancelled.Payment.TransactionKey,
            byPoints = byPoints.Order.Id,
            late = await CapturedLateAsync(),
        };
    }

    private async Task<long> CapturedLateAsync()
    {
        var orderId = await shop.PlaceAsync(4, 1, Cards.RefusedAtRequest);
        using var late = await shop.Pg.PostAsJsonAsync(
            "/api/v1/payments",
            new
            {
                orderId = $"ORDER{orderId:D6}",
                cardType = "SAMSUNG",
                cardNo = Cards.Approved,
                amount = 39_000,
                callbackUrl = shop.CallbackUrl
            },
            TestContext.Current.CancellationToken);
        late.EnsureSuccessStatusCode();
        await shop.UntilAsync(orderId, order => order.Payment.Status == "CANCELLED");
        return orderId;
    }
}
