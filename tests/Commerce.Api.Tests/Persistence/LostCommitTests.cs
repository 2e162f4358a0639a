using Commerce.Api.Tests.Hosting;
using Commerce.Core.Checkout;
using Commerce.Core.Coupons;
using Commerce.Core.Idempotency;
using Commerce.Core.Likes;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Persistence;

/// <summary>
/// The answer to a COMMIT is lost, once when it took place and once when it did not: the work is done once in either case.
/// </summary>
public sealed class LostCommitTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_charge_is_read_back_and_charged_once(bool tookPlace)
    {
        var member = new MemberId(await api.AddMemberAsync(points: 500));

        var balance = await AtLostCommitAsync(tookPlace, shop => shop.GetRequiredService<ChargePoints>().ExecuteAsync(member, 1_000, _ct));

        Assert.Equal(1_500, balance);
        Assert.Equal(1_500, await api.InDatabaseAsync(
            db => db.Members.Where(m => m.MemberId == member).Select(m => m.Point).SingleAsync(_ct)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task An_order_is_read_back_and_goes_on(bool tookPlace, bool underKey)
    {
        var member = new MemberId(await api.AddMemberAsync(points: 1_000));
        var productId = await api.AddProductAsync(price: 1_000, stock: 5);
        var claim = IdempotencyClaim.On(member, IdempotencyKey.Parse("once"), "the request");
        var command = new PlaceOrderCommand(
            member, [new OrderLine(productId, 1)], CouponId: null, UsePoints: 1_000, () => throw new InvalidOperationException(),
            underKey ? new IdempotentRequest<PlacedOrder>(claim, placed => new StoredAnswer(200, $"{placed.Order.Id}")) : null);

        var placed = await AtLostCommitAsync(tookPlace, shop => shop.GetRequiredService<PlaceOrder>().ExecuteAsync(command, _ct));

        Assert.Equal(OrderStatus.Completed, placed.Order.Status);
        Assert.Equal([placed.Order.Id], await api.InDatabaseAsync(
            db => db.Orders.Where(o => o.MemberId == member).Select(o => o.Id).ToListAsync(_ct)));
        Assert.Equal(4, await api.InDatabaseAsync(db => db.Products.Where(p => p.Id == productId).Select(p => p.Stock).SingleAsync(_ct)));
        Assert.Equal(underKey ? $"{placed.Order.Id}" : null, await api.InDatabaseAsync(
            db => db.IdempotencyRecords.Where(r => r.MemberId == member).Select(r => r.AnswerBody).SingleAsync(_ct)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claimed_coupon_is_read_back_and_given_once(bool tookPlace)
    {
        var member = new MemberId(await api.AddMemberAsync(points: 0));
        var couponId = await api.InDatabaseAsync(async db =>
        {
            var coupon = Coupon.OfFixedAmount("for the test of the lost commit", 1_000, TimeProvider.System.GetUtcNow(), issueLimit: 10);
            db.Coupons.Add(coupon);
            await db.SaveChangesAsync(_ct);
            return coupon.Id;
        });

        var held = await AtLostCommitAsync(tookPlace, shop => shop.GetRequiredService<ClaimCoupon>().ExecuteAsync(member, couponId, _ct));

        Assert.Equal(couponId, held.Coupon.Id);
        Assert.Equal(1, await api.InDatabaseAsync(db => db.MemberCoupons.CountAsync(c => c.CouponId == couponId, _ct)));
        Assert.Equal(1, await api.InDatabaseAsync(
            db => db.Coupons.Where(c => c.Id == couponId).Select(c => c.IssuedCount).SingleAsync(_ct)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_looks_before_it_acts_runs_again(bool tookPlace)
    {
        var member = new MemberId(await api.AddMemberAsync(points: 0));
        var productId = await api.AddProductAsync();

        await AtLostCommitAsync(tookPlace, shop => shop.GetRequiredService<LikeProduct>().ExecuteAsync(member, productId, _ct));

        Assert.Equal(1, await api.InDatabaseAsync(
            db => db.Products.Where(p => p.Id == productId).Select(p => p.LikesCount).SingleAsync(_ct)));
    }

    [Fact]
    public async Task What_can_do_neither_is_told_that_it_is_unknown()
    {
        var runs = 0;

        await Assert.ThrowsAsync<CommitUnknownException>(() => AtLostCommitAsync(
            tookPlace: false, shop => shop.GetRequiredService<DatabaseTransaction>().ExecuteAsync((_, _) => Task.FromResult(++runs), _ct)));

        Assert.Equal(1, runs);
    }

    private async Task<T> AtLostCommitAsync<T>(bool tookPlace, Func<IServiceProvider, Task<T>> act)
    {
        var direct = api.Service<IConfiguration>().GetConnectionString(DatabaseOptions.ConnectionName)!;
        await using var proxy = new CommitCutter(direct);
        using var process = await api.AnotherProcessAsync(
            TimeProvider.System,
            settings: [("ConnectionStrings:commerce", proxy.ConnectionString), ("Database:FailoverWait", "00:00:30")]);
        proxy.Arm(tookPlace);
        try
        {
            return await act(process.Services);
        }
        finally
        {
            Assert.True(proxy.HasCut);
        }
    }
}
