using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Hosting;

/// <summary>What must be true of the rows at every moment, whoever is writing.</summary>
internal static class Books
{
    private static readonly string[] Breaches =
    [
        """
        SELECT CONCAT('member ', m.member_id, ' has ', m.point, ' points, entries say ', COALESCE(SUM(e.amount), 0)) AS Value
        FROM members m LEFT JOIN point_entries e ON e.member_id = m.member_id
        GROUP BY m.member_id, m.point HAVING m.point < 0 OR m.point <> COALESCE(SUM(e.amount), 0)
        """,
        """
        SELECT CONCAT('product ', p.id, ' counts ', p.likes_count, ' likes and has ', COUNT(l.id)) AS Value
        FROM products p LEFT JOIN likes l ON l.product_id = p.id GROUP BY p.id, p.likes_count HAVING p.likes_count <> COUNT(l.id)
        """,
        """
        SELECT CONCAT('coupon ', c.id, ' counts ', c.issued_count, ' copies of ', COALESCE(c.issue_limit, 'any'), ' and has ', COUNT(m.id)) AS Value
        FROM coupons c LEFT JOIN member_coupons m ON m.coupon_id = c.id GROUP BY c.id, c.issued_count, c.issue_limit
        HAVING c.issued_count <> COUNT(m.id) OR COUNT(m.id) > c.issue_limit
        """,
    ];

    /// <summary>Fails the test with every row that breaks a rule: points (I9), likes, coupons (I8).</summary>
    public static async Task BalanceAsync(this RunningApi api)
    {
        foreach (var query in Breaches)
        {
            Assert.Empty(await api.InDatabaseAsync(db => db.Database.SqlQueryRaw<string>(query).ToListAsync(TestContext.Current.CancellationToken)));
        }
    }
}
