namespace Commerce.TestHost.Invariants;

/// <summary>Stock, points and coupons.</summary>
internal static class GoodsInvariants
{
    public static readonly Invariant[] All =
    [
        new("I6 stock is never below zero", "SELECT CONCAT('product ', id, ' has ', stock) FROM commerce.products WHERE stock < 0"),
        new("I7 goods left once for a completed order and came back for every other", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', product ', i.product_id, ': ', COALESCE(SUM(j.amount), 0), ' of ', i.quantity, ' pieces left')
            FROM commerce.orders o JOIN commerce.order_items i ON i.order_id = o.id
            LEFT JOIN commerce.journal j ON j.order_id = o.id AND j.product_id = i.product_id AND j.account = 'CUSTOMERS'
            GROUP BY o.id, o.status, i.product_id, i.quantity
            HAVING COALESCE(SUM(j.amount), 0) <> IF(o.status = 'COMPLETED', i.quantity, 0)
            """),
        new("I8 a coupon is used exactly by an order that lives", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', its coupon is held by order ', COALESCE(c.order_id, 'nobody'))
            FROM commerce.orders o JOIN commerce.member_coupons c ON c.member_id = o.member_id AND c.coupon_id = o.coupon_id
            WHERE (o.status IN ('PENDING', 'COMPLETED') AND NOT c.order_id <=> o.id)
               OR (o.status IN ('FAILED', 'CANCELLED') AND c.order_id <=> o.id)
            """),
        new("I9 a balance is the sum of its entries and never below zero", """
            SELECT CONCAT('member ', m.member_id, ' has ', m.point, ', entries say ', COALESCE(SUM(e.amount), 0))
            FROM commerce.members m LEFT JOIN commerce.point_entries e ON e.member_id = m.member_id
            GROUP BY m.member_id, m.point HAVING m.point < 0 OR m.point <> COALESCE(SUM(e.amount), 0)
            """),
        new("I9 an order that did not come about cost no points", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ' and moved ', SUM(e.amount), ' points')
            FROM commerce.orders o JOIN commerce.point_entries e ON e.order_id = o.id
            WHERE o.status IN ('FAILED', 'CANCELLED') GROUP BY o.id, o.status HAVING SUM(e.amount) <> 0
            """),
    ];
}
