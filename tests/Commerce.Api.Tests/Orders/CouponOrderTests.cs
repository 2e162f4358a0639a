using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Orders;

/// <summary>One copy of a coupon pays into one order, however many ask for it at the same moment (I8).</summary>
public sealed class CouponOrderTests(RunningApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_orders_at_once_cannot_both_use_one_copy_of_a_coupon()
    {
        var member = await api.AddMemberAsync(points: 10_000);
        var couponId = await api.AddCouponAsync();
        await api.PostAsync($"/coupons/{couponId}/claim", member);
        var productId = await api.AddProductAsync(price: 2_000);
        await using var database = await api.OpenDatabaseAsync();
        await using var hold = await database.BeginTransactionAsync(_ct);
        await database.ExecuteAsync("SELECT id FROM member_coupons WHERE member_id = @member FOR UPDATE", new { member }, hold);

        // Both have read the coupon as unused; neither can take it yet.
        var both = new[] { PlaceAsync(member, productId, couponId), PlaceAsync(member, productId, couponId) };
        await UntilTwoAreAboutToTakeItAsync();
        await hold.RollbackAsync(_ct);
        var answers = await Task.WhenAll(both);

        var order = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK).Data<OrderAnswer>();
        Assert.Single(answers, answer => answer.Status != HttpStatusCode.OK).IsProblem(
            HttpStatusCode.BadRequest, "COUPON_003", "사용할 수 없는 쿠폰입니다.");
        var copy = Assert.Single((await api.GetAsync("/coupons", member)).Data<PageAnswer<CouponAnswer>>().Content);
        Assert.Equal((true, order.Id), (copy.Used, copy.OrderId));
        Assert.Equal(8_500, await api.PointsOfAsync(member));
    }

    private Task<Answer> PlaceAsync(string member, long productId, long couponId) => api.PostAsync(
        "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_500, couponId });

    // One waits for the coupon's row, the other behind it for the member's. Whose statement it is does not show when it is prepared; that
    // it waits does, for no update of these tables takes a second.
    private async Task UntilTwoAreAboutToTakeItAsync()
    {
        await using var watch = await api.OpenDatabaseAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await WaitingAsync(watch) < 2)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static Task<long> WaitingAsync(MySqlConnection watch) => watch.ExecuteScalarAsync<long>(
        """
        SELECT COUNT(DISTINCT IF(info LIKE '%member_coupons%', 'coupon', 'member')) FROM information_schema.processlist
        WHERE info LIKE 'UPDATE%' AND (info LIKE '%member_coupons%' OR info LIKE '%`members`%') AND time >= 1
        """);
}
