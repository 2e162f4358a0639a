namespace Commerce.TestHost.Invariants;

/// <summary>Stock, points, coupons and likes.</summary>
internal static class GoodsInvariants
{
    // What the demo shop opened with: ten pieces of the first product, one of the second, none of the third, a thousand of the rest.
    private const string OpeningStock = "CASE p.id WHEN 1 THEN 10 WHEN 2 THEN 1 WHEN 3 THEN 0 ELSE 1000 END";
    private const string IsOfTheDemo = "p.id <= 24";

    public static readonly Invariant[] All =
    [
        new("I6 stock is never below zero", "SELECT CONCAT('product ', id, ' has ', stock) FROM commerce.products WHERE stock < 0",
            HoldsAlways: true),
        new("I6 what is on hand and what customers have is what there was at first", $"""
            SELECT CONCAT('product ', p.id, ' has ', p.stock, ', customers have ', COALESCE(SUM(j.amount), 0), ', it began with ', {OpeningStock})
            FROM commerce.products p LEFT JOIN commerce.journal j ON j.product_id = p.id AND j.account = 'CUSTOMERS'
            WHERE {IsOfTheDemo} GROUP BY p.id, p.stock HAVING p.stock + COALESCE(SUM(j.amount), 0) <> {OpeningStock}
            """, HoldsAlways: true),
        new("I7 goods left once for a completed order and came back for every other", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', product ', i.product_id, ': ', COALESCE(SUM(j.amount), 0), ' of ', i.quantity, ' pieces left')
            FROM commerce.orders o JOIN commerce.order_items i ON i.order_id = o.id
            LEFT JOIN commerce.journal j ON j.order_id = o.id AND j.product_id = i.product_id AND j.account = 'CUSTOMERS'
            GROUP BY o.id, o.status, i.product_id, i.quantity
            HAVING COALESCE(SUM(j.amount), 0) <> IF(o.status = 'COMPLETED', i.quantity, 0)
            """, HoldsAlways: true),
        new("I8 a coupon is used exactly by an order that lives", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ', its coupon is held by order ', COALESCE(c.order_id, 'nobody'))
            FROM commerce.orders o JOIN commerce.member_coupons c ON c.member_id = o.member_id AND c.coupon_id = o.coupon_id
            WHERE (o.status IN ('PENDING', 'COMPLETED') AND NOT c.order_id <=> o.id)
               OR (o.status IN ('FAILED', 'CANCELLED') AND c.order_id <=> o.id)
            """, HoldsAlways: true),
        new("I9 a balance is the sum of its entries and never below zero", """
            SELECT CONCAT('member ', m.member_id, ' has ', m.point, ', entries say ', COALESCE(SUM(e.amount), 0))
            FROM commerce.members m LEFT JOIN commerce.point_entries e ON e.member_id = m.member_id
            GROUP BY m.member_id, m.point HAVING m.point < 0 OR m.point <> COALESCE(SUM(e.amount), 0)
            """, HoldsAlways: true),
        new("I9 an order that did not come about cost no points", """
            SELECT CONCAT('order ', o.id, ' is ', o.status, ' and moved ', SUM(e.amount), ' points')
            FROM commerce.orders o JOIN commerce.point_entries e ON e.order_id = o.id
            WHERE o.status IN ('FAILED', 'CANCELLED') GROUP BY o.id, o.status HAVING SUM(e.amount) <> 0
            """, HoldsAlways: true),
        new("I8 a coupon was given out as often as it counts, and within its limit", """
            SELECT CONCAT('coupon ', c.id, ' counts ', c.issued_count, ' copies of ', COALESCE(c.issue_limit, 'any'), ' and has ', COUNT(m.id))
            FROM commerce.coupons c LEFT JOIN commerce.member_coupons m ON m.coupon_id = c.id GROUP BY c.id, c.issued_count, c.issue_limit
            HAVING c.issued_count <> COUNT(m.id) OR COUNT(m.id) > c.issue_limit
            """, HoldsAlways: true),
        new("a product counts the likes it has", """
            SELECT CONCAT('product ', p.id, ' counts ', p.likes_count, ' likes and has ', COUNT(l.id))
            FROM commerce.products p LEFT JOIN commerce.likes l ON l.product_id = p.id
            GROUP BY p.id, p.likes_count HAVING p.likes_count <> COUNT(l.id)
            """, HoldsAlways: true),
    ];
}
