namespace Commerce.TestHost.Invariants;

/// <summary>Orders and payments against the PG's own table, which the commerce side never writes.</summary>
internal static class MoneyInvariants
{
    private const int MostFailures = 10; // The setting's default, which no stack under test changes.

    private const string Captured = $"""
        SELECT order_id AS pg_order_id, SUM(amount) AS net, COUNT(*) AS captures
        FROM {PgTables.Payments} pg WHERE status = 'SUCCESS' GROUP BY order_id
        """;

    private const string PgOrderIdOfOrder = "CONCAT('ORDER', LPAD(o.id, GREATEST(6, LENGTH(o.id)), '0'))";

    public static readonly Invariant[] All =
    [
        new("I1 no double charge", $"""
            SELECT CONCAT('order ', o.id, ' captured ', c.captures, ' times, ', c.net, ' won of ', o.final_amount - o.used_points)
            FROM commerce.orders o JOIN ({Captured}) c ON c.pg_order_id = {PgOrderIdOfOrder}
            WHERE c.captures > 1 OR c.net > o.final_amount - o.used_points
            """),
        new("I1 no capture at the PG without a payment of ours that knows its key", $"""
            SELECT CONCAT('the PG captured ', g.transaction_key, ' over ', g.amount, ' won for ', g.order_id, ' and no payment of ours has that key')
            FROM {PgTables.Payments} g
            LEFT JOIN {PgTables.Cancels} c ON c.transaction_key = g.transaction_key AND c.was_captured
            LEFT JOIN commerce.commerce_payments p ON p.transaction_key = g.transaction_key
            WHERE (g.status = 'SUCCESS' OR c.transaction_key IS NOT NULL) AND g.order_id LIKE 'ORDER%' AND p.id IS NULL
            """),
        new("I2 completed means captured in full", $"""
            SELECT CONCAT('order ', o.id, ' is COMPLETED, captured ', COALESCE(c.net, 0), ' of ', o.final_amount - o.used_points)
            FROM commerce.orders o LEFT JOIN ({Captured}) c ON c.pg_order_id = {PgOrderIdOfOrder}
            WHERE o.status = 'COMPLETED' AND COALESCE(c.net, 0) <> o.final_amount - o.used_points
            """),
        new("I2 ended otherwise means nothing captured", $"""
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', captured ', c.net)
            FROM commerce.orders o JOIN ({Captured}) c ON c.pg_order_id = {PgOrderIdOfOrder}
            WHERE o.status IN ('FAILED', 'CANCELLED')
            """),
        new("I3 intent before effect", $"""
            SELECT CONCAT('the PG has ', g.transaction_key, ' for ', g.order_id, ', which no payment of ours asked for')
            FROM {PgTables.Payments} g
            LEFT JOIN commerce.commerce_payments p ON g.order_id = CONCAT('ORDER', LPAD(p.order_id, GREATEST(6, LENGTH(p.order_id)), '0'))
            WHERE p.id IS NULL AND g.order_id LIKE 'ORDER%'
            """),
        new("I4 equal books", $"""
            SELECT CONCAT('payment ', p.id, ' is ', p.status, ' over ', p.amount, ', the PG has ', COALESCE(g.status, 'nothing'), ' over ', COALESCE(g.amount, 0))
            FROM commerce.commerce_payments p LEFT JOIN {PgTables.Payments} g ON g.transaction_key = p.transaction_key
            WHERE p.payment_method <> 'POINT' AND p.transaction_key IS NOT NULL
              AND (g.transaction_key IS NULL OR g.status <> p.status OR g.amount <> p.amount)
            """),
        new("I5 every journal sums to zero", """
            SELECT CONCAT('order ', COALESCE(order_id, 'none'), ', ', kind, ', product ', product_id, ': ', SUM(amount))
            FROM commerce.journal GROUP BY order_id, kind, product_id HAVING SUM(amount) <> 0
            """, HoldsAlways: true),
        new("I5 what members can spend is what the journal says", """
            SELECT CONCAT('members have ', m.points, ' points, the journal owes them ', j.points)
            FROM (SELECT COALESCE(SUM(point), 0) AS points FROM commerce.members) m,
                 (SELECT -COALESCE(SUM(amount), 0) AS points FROM commerce.journal WHERE account = 'MEMBER_POINTS') j
            WHERE m.points <> j.points
            """, HoldsAlways: true),
        new("I5 an order that has ended has cleared", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ' with ', SUM(j.amount), ' won in clearing')
            FROM commerce.orders o JOIN commerce.journal j ON j.order_id = o.id AND j.account = 'ORDER_CLEARING'
            WHERE o.status <> 'PENDING' GROUP BY o.id, o.status HAVING SUM(j.amount) <> 0
            """),
        new("I4 the journal's money at the PG is the PG's", $"""
            SELECT CONCAT('order ', o.id, ': the journal has ', COALESCE(SUM(j.amount), 0), ' won at the PG, the PG ', COALESCE(c.net, 0))
            FROM commerce.orders o
            LEFT JOIN commerce.journal j ON j.order_id = o.id AND j.account = 'PG_RECEIVABLE'
            LEFT JOIN ({Captured}) c ON c.pg_order_id = {PgOrderIdOfOrder}
            GROUP BY o.id, c.net HAVING COALESCE(SUM(j.amount), 0) <> COALESCE(c.net, 0)
            """),
        new("I10 an order and its payment end together", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', its payment ', p.status)
            FROM commerce.orders o JOIN commerce.commerce_payments p ON p.order_id = o.id AND NOT p.is_duplicate
            WHERE (o.status = 'COMPLETED' AND p.status <> 'SUCCESS' AND NOT (o.pay_by IS NOT NULL AND p.status IN ('FAILED', 'CANCELLED')))
               OR (o.status = 'PENDING' AND o.pay_by IS NULL AND p.status NOT IN ('PENDING', 'TIMEOUT'))
               OR (o.status = 'PENDING' AND p.status = 'SUCCESS')
               OR (o.status = 'FAILED' AND p.status IN ('AWAITING_BUYER', 'PENDING', 'TIMEOUT'))
            UNION ALL
            SELECT CONCAT('order ', o.id, ' is COMPLETED by ', COUNT(p.id), ' payments')
            FROM commerce.orders o LEFT JOIN commerce.commerce_payments p ON p.order_id = o.id AND p.status = 'SUCCESS'
            WHERE o.status = 'COMPLETED' GROUP BY o.id HAVING COUNT(p.id) <> 1
            """, HoldsAlways: true),
        new("I11 nothing is left open", """
            SELECT CONCAT('payment ', id, ' is still ', status) FROM commerce.commerce_payments
            WHERE status IN ('AWAITING_BUYER', 'PENDING', 'TIMEOUT')
            UNION ALL
            SELECT CONCAT('order ', id, ' is still PENDING, and its time for paying was over at ', pay_by)
            FROM commerce.orders WHERE status = 'PENDING' AND pay_by < UTC_TIMESTAMP(6)
            """),
        new("I11 no record fails for ever", $"""
            SELECT CONCAT('payment ', id, ' has failed ', failed_looks, ' times and is looked at again at ', next_look_at)
            FROM commerce.commerce_payments WHERE failed_looks >= {MostFailures} AND next_look_at IS NOT NULL
            UNION ALL
            SELECT CONCAT(kind, ' of ', subject_id, ' has failed ', failures, ' times and is tried again at ', next_try_at)
            FROM commerce.outbox WHERE failures >= {MostFailures} AND next_try_at IS NOT NULL
            UNION ALL
            SELECT CONCAT('callback ', id, ' has failed ', failures, ' times and is tried again at ', next_try_at)
            FROM commerce.callback_inbox WHERE failures >= {MostFailures} AND next_try_at IS NOT NULL
            """, HoldsAlways: true),
    ];
}
