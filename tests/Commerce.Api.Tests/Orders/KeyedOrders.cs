using Commerce.Api.Tests.Hosting;
using Commerce.Core.Members;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Orders;

/// <summary>Orders of things for 1,000 won, which are sent under idempotency keys.</summary>
internal static class KeyedOrders
{
    public static async Task<(string Member, long ProductId)> StageAsync(this RunningApi api, long points = 10_000) =>
        (await api.AddMemberAsync(points), await api.AddProductAsync(price: 1_000));

    public static object ByPoints(long productId, int quantity = 1) =>
        new { items = new[] { new { productId, quantity } }, usePoint = quantity * 1_000 };

    /// <summary>How many orders a member has.</summary>
    public static Task<int> OrdersOfAsync(this RunningApi api, string member) => api.InDatabaseAsync(
        db => db.Orders.CountAsync(o => o.MemberId == new MemberId(member), TestContext.Current.CancellationToken));
}
