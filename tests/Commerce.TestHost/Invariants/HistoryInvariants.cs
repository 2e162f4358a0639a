namespace Commerce.TestHost.Invariants;

/// <summary>
/// Where orders and payments ended, and how they got there. What was acknowledged and then lost in a crash (I17) shows as a
/// difference of the books (I4): no query can see it otherwise.
/// </summary>
internal static class HistoryInvariants
{
    public static readonly Invariant[] All =
    [
        new("I10 a version counts the moves that lead to a status", """
            SELECT CONCAT('payment ', id, ' is ', status, ' after ', version, ' moves') FROM commerce.commerce_payments
            WHERE (status = 'PENDING' AND version % 2 <> (merchant_order_id IS NOT NULL))
               OR (status = 'TIMEOUT' AND version % 2 = (merchant_order_id IS NOT NULL)) OR (status = 'AWAITING_BUYER' AND version <> 0)
               OR (status IN ('SUCCESS', 'FAILED') AND version < 1) OR (status = 'CANCELLED' AND version < 2)
            UNION ALL
            SELECT CONCAT('order ', id, ' is ', status, ' after ', version, ' moves') FROM commerce.orders
            WHERE version <> CASE status WHEN 'PENDING' THEN 0 WHEN 'CANCELLED' THEN 2 ELSE 1 END
            """, HoldsAlways: true),
        new("I12 a refused callback left a row and nothing else", """
            SELECT CONCAT('callback ', id, ' was refused and is of ', CONCAT_WS(', ', transaction_key, message_id, payment_id))
            FROM commerce.callback_inbox
            WHERE state = 'REJECTED' AND COALESCE(transaction_key, message_id, payment_id, next_try_at) IS NOT NULL
            """, HoldsAlways: true),
        new("I13 an idempotency key stands for an order of its member", """
            SELECT CONCAT('key ', k.id, ' of ', k.member_id, ' stands for order ', COALESCE(k.order_id, 'none'), ' of ', COALESCE(o.member_id, 'nobody'))
            FROM commerce.idempotency_keys k LEFT JOIN commerce.orders o ON o.id = k.order_id
            WHERE NOT o.member_id <=> k.member_id
            """, HoldsAlways: true),
        new("I14 no more is cancelled than was captured", $"""
            SELECT CONCAT(g.transaction_key, ' over ', g.amount, ' won, cancelled over ', c.amount)
            FROM {PgTables.Cancels} c JOIN {PgTables.Payments} g ON g.transaction_key = c.transaction_key
            WHERE c.amount > g.amount
            """),
        new("I14 cancelled here means cancelled in the PG's books", $"""
            SELECT CONCAT('payment ', p.id, ' is CANCELLED, ', COALESCE(p.transaction_key, 'without a key'), ' is not')
            FROM commerce.commerce_payments p LEFT JOIN {PgTables.Cancels} c ON c.transaction_key = p.transaction_key
            WHERE p.payment_method <> 'POINT' AND p.status = 'CANCELLED' AND c.transaction_key IS NULL
            """),
        new("I14 an order is cancelled with its payment", """
            SELECT CONCAT('order ', o.id, ' is CANCELLED, its payment ', p.status)
            FROM commerce.orders o JOIN commerce.commerce_payments p ON p.order_id = o.id
            WHERE o.status = 'CANCELLED' AND p.status NOT IN ('CANCELLED', 'FAILED')
            """, HoldsAlways: true),
        new("I14 a cancel that was asked for has ended", """
            SELECT CONCAT('order ', id, ' is still COMPLETED, its member asked to undo it at ', cancel_requested_at)
            FROM commerce.orders WHERE status = 'COMPLETED' AND cancel_requested_at IS NOT NULL
            """),
        new("I16 what a breaker refused never reached the PG", """
            SELECT CONCAT('payment ', p.id, ' was refused by a breaker, and the PG has ', g.transaction_key, ' for its order')
            FROM commerce.commerce_payments p
            JOIN paymentgateway.payments g ON g.order_id = CONCAT('ORDER', LPAD(p.order_id, GREATEST(6, LENGTH(p.order_id)), '0'))
            WHERE p.failure_detail LIKE 'CircuitBreaker % does not permit further calls'
            """),
        new("I18 customer service knows of money that was taken once too often", """
            SELECT CONCAT('payment ', p.id, ' of order ', p.order_id, ' is a duplicate, and there is no case')
            FROM commerce.commerce_payments p LEFT JOIN commerce.cs_cases c ON c.payment_id = p.id AND c.reason = 'DUPLICATE_CAPTURE'
            WHERE p.is_duplicate AND c.id IS NULL
            """, HoldsAlways: true),
        new("I18 customer service knows of money that came for an order that had failed", """
            SELECT CONCAT('order ', o.id, ' is FAILED, its payment ', p.id, ' was given back, and there is no case')
            FROM commerce.orders o JOIN commerce.commerce_payments p ON p.order_id = o.id
            LEFT JOIN commerce.cs_cases c ON c.payment_id = p.id AND c.reason IN ('STOCK_SHORT', 'LATE_CAPTURE', 'DUPLICATE_CAPTURE')
            WHERE o.status = 'FAILED' AND p.status = 'CANCELLED' AND c.id IS NULL
            """, HoldsAlways: true),
        new("I18 customer service knows of money that was given back in the PG's console", """
            SELECT CONCAT('payment ', p.id, ' of order ', p.order_id, ' is SUCCESS, the PG has ', t.balance, ' of ', t.amount,
                ' won, and there is no case')
            FROM commerce.commerce_payments p JOIN paymentgateway.toss_payments t ON t.payment_key = p.transaction_key
            LEFT JOIN commerce.cs_cases c ON c.payment_id = p.id AND c.reason IN ('PARTLY_CANCELLED', 'STATE_DIFFERS')
            WHERE p.status = 'SUCCESS' AND t.approved_at IS NOT NULL AND t.balance < t.amount AND c.id IS NULL
            """),
        new("I20 what became of an order is in the log of events", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', and no event says so')
            FROM commerce.orders o LEFT JOIN commerce.event_log e ON e.order_id = o.id AND e.type = CONCAT('ORDER_', o.status)
            WHERE o.status <> 'PENDING' AND e.id IS NULL AND o.id >= (SELECT MIN(order_id) FROM commerce.event_log WHERE order_id > 0)
            """, HoldsAlways: true), // Events of older ones are not kept any more, or there were none yet.
    ];
}
