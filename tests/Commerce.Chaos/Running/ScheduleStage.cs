using Commerce.Chaos.Schedules;
using Dapper;
using MySqlConnector;

namespace Commerce.Chaos.Running;

/// <summary>A schedule's own members, products and coupon, made before it begins.</summary>
internal sealed class ScheduleStage
{
    private const string Product = """
        INSERT INTO commerce.products (brand_id, name, price, stock, likes_count, created_at)
        SELECT MIN(id), CONCAT('Chaos ', @stock), @price, @stock, 0, UTC_TIMESTAMP(6) FROM commerce.brands;
        SELECT LAST_INSERT_ID()
        """;

    private const string Member = """
        INSERT INTO commerce.members (member_id, email, birth_date, gender, point, created_at)
        VALUES (@member, CONCAT(@member, '@example.com'), '1990-01-01', 'FEMALE', @points, UTC_TIMESTAMP(6));
        INSERT INTO commerce.point_entries (member_id, kind, amount, order_id, created_at)
        VALUES (@member, 'CHARGE', @points, NULL, UTC_TIMESTAMP(6));
        INSERT INTO commerce.journal (order_id, kind, account, product_id, amount, transaction_key, created_at) VALUES
            (NULL, 'POINTS_CHARGED', 'MEMBER_POINTS', 0, -@points, NULL, UTC_TIMESTAMP(6)),
            (NULL, 'POINTS_CHARGED', 'POINTS_ISSUED', 0, @points, NULL, UTC_TIMESTAMP(6))
        """;

    private const string Coupon = """
        INSERT INTO commerce.coupons (name, type, discount_amount, discount_rate, issue_limit, issued_count, created_at)
        VALUES ('Chaos', 'FIXED_AMOUNT', @discount, NULL, @limit, @limit, UTC_TIMESTAMP(6));
        SELECT LAST_INSERT_ID()
        """;

    private const string Copy = """
        INSERT INTO commerce.member_coupons (member_id, coupon_id, order_id, used_at, created_at)
        VALUES (@member, @coupon, NULL, NULL, UTC_TIMESTAMP(6))
        """;

    private static int _made;

    private readonly List<long> _products = [];
    private readonly List<string> _members = [];
    private long _coupon;

    private ScheduleStage()
    {
    }

    public IReadOnlyList<long> Products => _products;

    public static async Task<ScheduleStage> MakeAsync(MySqlConnection server)
    {
        var (stage, number) = (new ScheduleStage(), Interlocked.Increment(ref _made));
        foreach (var stock in ScheduleGoods.Stocks)
        {
            stage._products.Add(await server.ExecuteScalarAsync<long>(Product, new { stock, price = ScheduleGoods.Price }));
        }

        await using var transaction = await server.BeginTransactionAsync();
        stage._coupon = await server.ExecuteScalarAsync<long>(
            Coupon, new { discount = ScheduleGoods.Discount, limit = ScheduleGoods.Coupons }, transaction);
        for (var i = 0; i < ScheduleGoods.Members; i++)
        {
            var member = $"c{number}m{i}";
            stage._members.Add(member);
            await server.ExecuteAsync(Member, new { member, points = ScheduleGoods.PointsOfEach }, transaction);
            if (i < ScheduleGoods.Coupons)
            {
                await server.ExecuteAsync(Copy, new { member, coupon = stage._coupon }, transaction);
            }
        }

        await transaction.CommitAsync();
        return stage;
    }

    public string MemberOf(PlannedOrder order) => _members[order.Member];

    public object BodyOf(PlannedOrder order) => new
    {
        items = order.Lines.Select(line => new { productId = _products[line.Product], quantity = line.Quantity }),
        usePoint = order is { Card: null, Window: null } ? AllOf(order) : order.Points,
        couponId = order.UsesCoupon ? _coupon : (long?)null,
        cardType = order.Card is null ? null : "SAMSUNG",
        cardNo = order.Card,
        payWith = order.Window is null ? null : "toss",
    };

    private static long AllOf(PlannedOrder order) =>
        order.Lines.Sum(line => line.Quantity * ScheduleGoods.Price) - (order.UsesCoupon ? ScheduleGoods.Discount : 0);
}
