namespace Commerce.TestHost.Filling;

/// <summary>
/// The rows of some orders at the shop. What all of them depend on stands in a table of the session's own, one row an order.
/// </summary>
internal static class OrderRows
{
    private const string Table = """
        CREATE TEMPORARY TABLE IF NOT EXISTS filling (
            n INT NOT NULL PRIMARY KEY, order_id BIGINT NOT NULL, payment_id BIGINT NOT NULL, member_id VARCHAR(10) NOT NULL, status VARCHAR(20) NOT NULL,
            product BIGINT NOT NULL, quantity INT NOT NULL, other BIGINT NULL, points BIGINT NOT NULL, total BIGINT NOT NULL,
            transaction_key VARCHAR(100) NOT NULL, created_at DATETIME(6) NOT NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """;

    // Every fourth order has two lines, every tenth is partly paid by points, every fiftieth was cancelled and every thirty-third refused.
    private const string Fill = """
        INSERT INTO filling
        SELECT k, @lastOrder + 1 + k, @lastPayment + 1 + k, IF(k % 100 = 0, 'm1', CONCAT('m', 1 + k * 7919 % @members)),
               CASE WHEN k % 50 = 7 THEN 'CANCELLED' WHEN k % 33 = 5 THEN 'FAILED' ELSE 'COMPLETED' END,
               p.id, 1 + k % 3, o.id, IF(k % 10 = 3 AND k % 33 <> 5, 500, 0), p.price * (1 + k % 3) + COALESCE(o.price, 0),
               CONCAT(DATE_FORMAT(at + INTERVAL 9 HOUR, '%Y%m%d'), ':TR:', LOWER(LPAD(HEX(k * 7368787 % 16777216), 6, '0'))), at
        FROM (SELECT @first + n AS k, IF(@first + n < @early, @begin + INTERVAL (@first + n) * @earlyStep MICROSECOND,
                                         @yesterday + INTERVAL (@first + n - @early) * @lateStep MICROSECOND) AS at
              FROM numbers WHERE n < @count) AS some
        JOIN products p ON p.id = @lastProduct + 1 + k * 31 % @products
        LEFT JOIN products o ON o.id = @lastProduct + 1 + (k * 31 + 17) % @products AND k % 4 = 0
        """;

    private const string Orders = """
        INSERT INTO orders (id, member_id, status, total_amount, discount_amount, final_amount, used_points, failure_code, cancel_requested_at, version, created_at, updated_at)
        SELECT order_id, member_id, status, total, 0, total, points, IF(status = 'FAILED', 'DECLINED', NULL),
               IF(status = 'CANCELLED', created_at + INTERVAL 10 MINUTE, NULL), IF(status = 'CANCELLED', 2, 1), created_at,
               created_at + INTERVAL IF(status = 'CANCELLED', 601, 2) SECOND
        FROM filling
        """;

    private const string Items = """
        INSERT INTO order_items (order_id, product_id, product_name, quantity, price, subtotal)
        SELECT f.order_id, p.id, p.name, f.quantity, p.price, p.price * f.quantity FROM filling f JOIN products p ON p.id = f.product
        """;

    private const string OtherItems = """
        INSERT INTO order_items (order_id, product_id, product_name, quantity, price, subtotal)
        SELECT f.order_id, p.id, p.name, 1, p.price, p.price FROM filling f JOIN products p ON p.id = f.other
        """;

    private const string Payments = """
        INSERT INTO commerce_payments (id, order_id, payment_method, gateway, status, amount, card_type, card_no, transaction_key, failure_code,
            failure_detail, version, looks, absent_looks, failed_looks, fruitless_voids, is_duplicate, created_at, updated_at)
        SELECT payment_id, order_id, 'CARD', 'simulator', IF(status = 'COMPLETED', 'SUCCESS', status), total - points, 'KB', '****-****-****-1451',
               transaction_key, IF(status = 'FAILED', 'DECLINED', NULL), IF(status = 'FAILED', 'Refused by the issuer', NULL),
               IF(status = 'CANCELLED', 2, 1), 0, 0, 0, 0, 0, created_at, created_at + INTERVAL IF(status = 'CANCELLED', 601, 2) SECOND
        FROM filling
        """;

    private const string Points = """
        INSERT INTO point_entries (member_id, kind, amount, order_id, created_at)
        SELECT member_id, 'USE', -points, order_id, created_at FROM filling WHERE points > 0
        """;

    private const string Money = """
        INSERT INTO journal (order_id, kind, account, product_id, amount, transaction_key, created_at)
        SELECT order_id, kind, account, 0, sign * CASE line.part WHEN 'card' THEN total - points WHEN 'all' THEN total ELSE points END,
               IF(line.part = 'card', transaction_key, NULL), created_at + INTERVAL IF(undone, 601, 2) SECOND
        FROM filling f
        CROSS JOIN (
            SELECT 'CAPTURED' AS kind, 'ORDER_CLEARING' AS account, -1 AS sign, 'card' AS part, FALSE AS undone
            UNION ALL SELECT 'CAPTURED', 'PG_RECEIVABLE', 1, 'card', FALSE
            UNION ALL SELECT 'POINTS_TAKEN', 'ORDER_CLEARING', -1, 'points', FALSE
            UNION ALL SELECT 'POINTS_TAKEN', 'MEMBER_POINTS', 1, 'points', FALSE
            UNION ALL SELECT 'SOLD', 'SALES', -1, 'all', FALSE
            UNION ALL SELECT 'SOLD', 'ORDER_CLEARING', 1, 'all', FALSE
            UNION ALL SELECT 'VOIDED', 'PG_RECEIVABLE', -1, 'card', TRUE
            UNION ALL SELECT 'VOIDED', 'ORDER_CLEARING', 1, 'card', TRUE
            UNION ALL SELECT 'SALE_UNDONE', 'ORDER_CLEARING', -1, 'all', TRUE
            UNION ALL SELECT 'SALE_UNDONE', 'SALES', 1, 'all', TRUE) AS line
        WHERE f.status <> 'FAILED' AND (f.status = 'CANCELLED' OR NOT undone) AND (points > 0 OR line.part <> 'points')
        """;

    private const string Goods = """
        INSERT INTO journal (order_id, kind, account, product_id, amount, transaction_key, created_at)
        SELECT order_id, kind, account, IF(line.part = 1, product, other), sign * IF(line.part = 1, quantity, 1), NULL,
               created_at + INTERVAL IF(undone, 601, 2) SECOND
        FROM filling f
        CROSS JOIN (
            SELECT 'STOCK_TAKEN' AS kind, 'STOCK' AS account, -1 AS sign, FALSE AS undone, 1 AS part
            UNION ALL SELECT 'STOCK_TAKEN', 'CUSTOMERS', 1, FALSE, 1
            UNION ALL SELECT 'STOCK_GIVEN_BACK', 'CUSTOMERS', -1, TRUE, 1
            UNION ALL SELECT 'STOCK_GIVEN_BACK', 'STOCK', 1, TRUE, 1
            UNION ALL SELECT 'STOCK_TAKEN', 'STOCK', -1, FALSE, 2
            UNION ALL SELECT 'STOCK_TAKEN', 'CUSTOMERS', 1, FALSE, 2
            UNION ALL SELECT 'STOCK_GIVEN_BACK', 'CUSTOMERS', -1, TRUE, 2
            UNION ALL SELECT 'STOCK_GIVEN_BACK', 'STOCK', 1, TRUE, 2) AS line
        WHERE f.status <> 'FAILED' AND (f.status = 'CANCELLED' OR NOT undone) AND (line.part = 1 OR other IS NOT NULL)
        """;

    private const string Callbacks = """
        INSERT INTO callback_inbox (gateway, message_id, body, transaction_key, merchant_order_id, state, received_at, payment_id, handled_at, failures)
        SELECT 'simulator', CONCAT('msg_', LEFT(SHA2(order_id, 256), 32)),
               CONCAT('{"transactionKey":"', transaction_key, '","orderId":"ORDER', LPAD(order_id, GREATEST(6, LENGTH(order_id)), '0'),
                      '","cardType":"KB","cardNo":"****-****-****-1451","amount":', total - points, ',"status":"',
                      IF(status = 'FAILED', 'FAILED', 'SUCCESS'), '"}'),
               transaction_key, CONCAT('ORDER', LPAD(order_id, GREATEST(6, LENGTH(order_id)), '0')), 'APPLIED', created_at + INTERVAL 2 SECOND, payment_id,
               created_at + INTERVAL 2 SECOND, 0
        FROM filling WHERE created_at > @now - INTERVAL 29 DAY
        """;

    private const string Voids = """
        INSERT INTO outbox (kind, subject_id, created_at, tries, failures, done_at)
        SELECT 'VOID_PAYMENT', payment_id, created_at + INTERVAL 600 SECOND, 1, 0, created_at + INTERVAL 601 SECOND
        FROM filling WHERE status = 'CANCELLED' AND created_at > @now - INTERVAL 29 DAY
        """;

    private const string Keys = """
        INSERT INTO idempotency_keys (member_id, `key`, request_hash, order_id, answer_status, answer_body, created_at)
        SELECT member_id, CONCAT('order-', order_id), SHA2(order_id, 256), order_id, 202,
               CONCAT('{"meta":{"result":"SUCCESS"},"data":{"id":', order_id, ',"status":"PENDING","totalAmount":', total, '}}'), created_at
        FROM filling WHERE n % 2 = 0 AND created_at > @now - INTERVAL 6 DAY
        """;

    private const string Cases = """
        INSERT INTO cs_cases (order_id, payment_id, reason, detail, opened_at, resolved_at, note)
        SELECT order_id, payment_id, 'PG_UNDECIDED', 'The PG took its time.', created_at, IF(n % 500 = 45, NULL, created_at + INTERVAL 1 DAY), NULL
        FROM filling WHERE n % 100 = 11 OR n % 500 = 45
        """;

    private const string Notices = """
        INSERT INTO outbox (kind, subject_id, created_at, tries, failures, done_at)
        SELECT 'NOTIFY_CASE', c.id, c.opened_at, 1, 0, c.opened_at + INTERVAL 1 SECOND FROM filling f JOIN cs_cases c ON c.payment_id = f.payment_id
        WHERE f.created_at > @now - INTERVAL 29 DAY
        """;

    // Two a step of an order; the fill comes into an empty log, or behind what is in it.
    private const string Events = """
        INSERT INTO event_log (position, type, order_id, occurred_at, data)
        SELECT (SELECT COALESCE(MAX(last_position), 0) FROM event_log_end) + ROW_NUMBER() OVER (ORDER BY occurred_at, order_id, part), type, order_id,
               occurred_at, CONCAT('{"orderId":', order_id, '}')
        FROM (SELECT f.order_id, line.part, IF(f.status = 'FAILED', line.failed, line.type) AS type,
                     f.created_at + INTERVAL IF(line.part > 2, 601, 2) SECOND AS occurred_at
              FROM filling f
              CROSS JOIN (
                SELECT 1 AS part, 'PAYMENT_SUCCEEDED' AS type, 'PAYMENT_FAILED' AS failed
                UNION ALL SELECT 2, 'ORDER_COMPLETED', 'ORDER_FAILED'
                UNION ALL SELECT 3, 'PAYMENT_VOIDED', NULL
                UNION ALL SELECT 4, 'ORDER_CANCELLED', NULL) AS line
              WHERE (line.part <= 2 OR f.status = 'CANCELLED') AND f.created_at > @now - INTERVAL 29 DAY) AS happened
        """;

    private const string EventLogEnd = """
        INSERT INTO event_log_end (id, last_position) SELECT 1, COALESCE(MAX(position), 0) FROM event_log
        ON DUPLICATE KEY UPDATE last_position = VALUES(last_position)
        """;

    /// <summary>Some orders, from <c>@first</c> on <c>@count</c> of them.</summary>
    public static readonly IReadOnlyList<string> Statements =
    [
        Table, "TRUNCATE TABLE filling", Fill, Orders, Items, OtherItems, Payments, Points, Money, Goods, Callbacks, Voids, Keys, Cases,
        Notices, Events, EventLogEnd,
    ];
}
