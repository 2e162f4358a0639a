using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Orders;

/// <summary>Orders that points pay alone, when somebody else holds the goods.</summary>
public sealed class PointOrderTests(RunningApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_too_late_for_the_last_piece_is_told_so_and_gets_the_points_back()
    {
        var members = await api.AddMembersAsync(2, points: 10_000);
        var productId = await api.AddProductAsync(price: 1_000, stock: 1);
        await using var database = await api.OpenDatabaseAsync();
        await using var hold = await HoldAsync(database, productId);

        // Both have seen the piece and have their orders recorded; neither can take it yet.
        var both = members.Select(member => PlaceAsync(member, productId)).ToList();
        await UntilAsync(async () =>
            await CountAsync("SELECT COUNT(*) FROM orders WHERE member_id IN @members AND status = 'PENDING'", new { members }) == 2);
        await hold.RollbackAsync(_ct);
        var answers = await Task.WhenAll(both);

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.Status != HttpStatusCode.OK).IsProblem(
            HttpStatusCode.BadRequest, "STOCK_001", "재고가 부족합니다.");
        var points = await Task.WhenAll(members.Select(api.PointsOfAsync));
        Assert.Equal([9_000, 10_000], points.Order());
    }

    [Fact]
    public async Task A_cancel_and_what_it_gives_back_are_one_commit()
    {
        var member = await api.AddMemberAsync(points: 10_000);
        var productId = await api.AddProductAsync(price: 1_000, stock: 5);
        var orderId = (await PlaceAsync(member, productId)).Data<OrderAnswer>().Id;
        await using var database = await api.OpenDatabaseAsync();
        await using var hold = await HoldAsync(database, productId);

        var cancel = api.PostAsync($"/orders/{orderId}/cancel", member);
        await UntilAsync(async () => await IsPaymentHeldAsync(orderId));
        for (var look = 0; look < 20; look++)
        {
            Assert.Equal(0, await CountAsync(
                "SELECT COUNT(*) FROM orders WHERE id = @orderId AND cancel_requested_at IS NOT NULL", new { orderId }));
        }

        Assert.False(cancel.IsCompleted);
        await hold.RollbackAsync(_ct);

        Assert.Equal((HttpStatusCode.OK, "CANCELLED"), ((await cancel).Status, (await cancel).Order.Status));
        Assert.Equal(10_000, await api.PointsOfAsync(member));
    }

    private Task<Answer> PlaceAsync(string member, long productId) =>
        api.PostAsync("/orders", member, new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_000 });

    private async Task<MySqlTransaction> HoldAsync(MySqlConnection database, long productId)
    {
        var hold = await database.BeginTransactionAsync(_ct);
        await database.ExecuteAsync("SELECT id FROM products WHERE id = @productId FOR UPDATE", new { productId }, hold);
        return hold;
    }

    private async Task<bool> IsPaymentHeldAsync(long orderId) =>
        await CountAsync("SELECT COUNT(*) FROM (SELECT id FROM commerce_payments WHERE order_id = @orderId FOR UPDATE SKIP LOCKED) AS free",
            new { orderId }) == 0;

    private async Task<long> CountAsync(string sql, object parameters)
    {
        await using var database = await api.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<long>(sql, parameters);
    }

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
