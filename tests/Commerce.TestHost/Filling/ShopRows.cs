namespace Commerce.TestHost.Filling;

/// <summary>Who buys, what there is to buy, and what members like and hold. A member is <c>m1</c>, <c>m2</c>, …</summary>
internal static class ShopRows
{
    /// <summary>Numbers from 0 to 9,999, each once.</summary>
    private const string Numbers = """
        CREATE TEMPORARY TABLE numbers (n INT NOT NULL PRIMARY KEY) AS
        WITH RECURSIVE digits AS (SELECT 0 AS d UNION ALL SELECT d + 1 FROM digits WHERE d < 9)
        SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n FROM digits a, digits b, digits c, digits e
        """;

    private const string Brands = """
        INSERT INTO brands (id, name, created_at) SELECT @lastBrand + 1 + n, CONCAT('Brand ', n), @begin FROM numbers WHERE n < 50
        """;

    private const string Products = """
        INSERT INTO products (id, brand_id, name, description, price, stock, likes_count, created_at)
        SELECT @lastProduct + 1 + n, @lastBrand + 1 + n % 50, CONCAT('Product ', n), 'One of many', 1000 + 100 * (n * 37 % 971), 100000000, 0,
               @begin + INTERVAL n MINUTE
        FROM numbers WHERE n < @products
        """;

    private const string Members = """
        INSERT INTO members (member_id, email, birth_date, gender, point, created_at)
        SELECT CONCAT('m', 1 + k), CONCAT('m', 1 + k, '@example.com'), '1990-01-01', IF(k % 2 = 0, 'FEMALE', 'MALE'), 0, @begin
        FROM (SELECT n + 10000 * tens AS k FROM numbers
              CROSS JOIN (SELECT 0 AS tens UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS t) AS many
        WHERE k < @members
        """;

    private const string Charges = """
        INSERT INTO point_entries (member_id, kind, amount, order_id, created_at)
        SELECT member_id, 'CHARGE', 100000, NULL, @begin FROM members WHERE member_id REGEXP '^m[0-9]+$'
        """;

    private const string ChargesInJournal = """
        INSERT INTO journal (order_id, kind, account, product_id, amount, transaction_key, created_at)
        SELECT NULL, 'POINTS_CHARGED', account, 0, amount, NULL, @begin FROM members
        CROSS JOIN (SELECT 'MEMBER_POINTS' AS account, -100000 AS amount UNION ALL SELECT 'POINTS_ISSUED', 100000) AS line
        WHERE member_id REGEXP '^m[0-9]+$'
        """;

    private const string ChargesOfTheFirst = """
        INSERT INTO point_entries (member_id, kind, amount, order_id, created_at)
        SELECT 'm1', 'CHARGE', 10, NULL, @begin + INTERVAL n SECOND FROM numbers WHERE n < 2500
        """;

    private const string ChargesOfTheFirstInJournal = """
        INSERT INTO journal (order_id, kind, account, product_id, amount, transaction_key, created_at)
        SELECT NULL, 'POINTS_CHARGED', account, 0, amount, NULL, @begin + INTERVAL n SECOND FROM numbers
        CROSS JOIN (SELECT 'MEMBER_POINTS' AS account, -10 AS amount UNION ALL SELECT 'POINTS_ISSUED', 10) AS line WHERE n < 2500
        """;

    // Ten a member; all of them the first one's. What comes first in the catalogue is liked most.
    private const string Likes = """
        INSERT IGNORE INTO likes (member_id, product_id, created_at)
        SELECT m.member_id, @lastProduct + 1 + FLOOR(POW((m.id * 13 + k.n * 401) % @products, 2) / @products), @begin + INTERVAL m.id SECOND
        FROM members m CROSS JOIN (SELECT n FROM numbers WHERE n < 10) AS k WHERE m.member_id REGEXP '^m[0-9]+$'
        """;

    private const string LikesOfTheFirst = """
        INSERT IGNORE INTO likes (member_id, product_id, created_at)
        SELECT 'm1', @lastProduct + 1 + n, @begin + INTERVAL n SECOND FROM numbers WHERE n < @products
        """;

    private const string Coupons = """
        INSERT INTO coupons (id, name, type, discount_amount, discount_rate, issue_limit, issued_count, created_at)
        SELECT @lastCoupon + 1 + n, CONCAT('Coupon ', n), 'FIXED_AMOUNT', 500, NULL, NULL, 0, @begin FROM numbers WHERE n < 300
        """;

    private const string HeldCoupons = """
        INSERT INTO member_coupons (member_id, coupon_id, order_id, used_at, created_at)
        SELECT m.member_id, @lastCoupon + 1 + k.n, NULL, NULL, @begin
        FROM members m CROSS JOIN (SELECT n FROM numbers WHERE n < 300) AS k
        WHERE m.member_id REGEXP '^m[0-9]+$' AND (k.n < 3 OR m.member_id = 'm1')
        """;

    // Three years of them. By the time of the day in Seoul, the last is of the day before yesterday.
    private const string Comparisons = """
        INSERT IGNORE INTO reconciliation_runs (gateway, day, kind, status, started_at, ended_at, tries, pg_lines, breaks, unsettled, pg_captured,
            pg_cancelled, our_captured, our_cancelled)
        SELECT 'simulator', DATE(@yesterday - INTERVAL n DAY), 'DAILY', 'COMPLETED', @yesterday - INTERVAL n DAY, @yesterday - INTERVAL n DAY, 1,
               1000, 0, 0, 0, 0, 0, 0
        FROM numbers WHERE n < 1000
        """;

    /// <summary>In front of the orders.</summary>
    public static readonly IReadOnlyList<string> Statements =
    [
        "DROP TEMPORARY TABLE IF EXISTS numbers", Numbers, Brands, Products, Members, Charges, ChargesInJournal, ChargesOfTheFirst,
        ChargesOfTheFirstInJournal, Likes, LikesOfTheFirst, Coupons, HeldCoupons, Comparisons,
    ];

    /// <summary>What is counted beside the rows, when they are there.</summary>
    public static readonly IReadOnlyList<string> Sums =
    [
        """
        UPDATE members m JOIN (SELECT member_id, SUM(amount) AS points FROM point_entries GROUP BY member_id) e ON e.member_id = m.member_id
        SET m.point = e.points
        """,
        """
        UPDATE products p JOIN (SELECT product_id, COUNT(*) AS likes FROM likes GROUP BY product_id) l ON l.product_id = p.id
        SET p.likes_count = l.likes
        """,
        """
        UPDATE coupons c JOIN (SELECT coupon_id, COUNT(*) AS copies FROM member_coupons GROUP BY coupon_id) m ON m.coupon_id = c.id
        SET c.issued_count = m.copies
        """,
    ];
}
