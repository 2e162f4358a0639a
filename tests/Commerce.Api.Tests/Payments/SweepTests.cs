using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>The sweep takes up orders that have been PENDING for long, once an interval, whoever sweeps.</summary>
[Collection(CardOrders.Collection)]
public sealed class SweepTests(RunningApi api)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(11);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lost", 11, null, null, true)]
    [InlineData("far away", 11, 5, null, true)]
    [InlineData("far away, looked at long ago", 11, 5, 2, true)]
    [InlineData("far away, looked at just now", 11, 5, 0, false)]
    [InlineData("near", 11, 0, null, false)]
    [InlineData("lost, but the order is young", 9, null, null, false)]
    public async Task What_is_made_due(string nextLook, int ageMinutes, int? nextLookInMinutes, int? lastLookMinutesAgo, bool isSwept)
    {
        var paymentId = await api.AddPendingPaymentAsync();
        var now = TimeProvider.System.GetUtcNow();
        await AgeAsync(paymentId, now - TimeSpan.FromMinutes(ageMinutes), InMinutes(nextLookInMinutes), InMinutes(-lastLookMinutesAgo));

        await api.Service<SweepStaleOrders>().ExecuteAsync(_ct);

        var next = (await PaymentAsync(paymentId)).NextLookAt;
        Assert.True(isSwept == (next >= now && next < now.AddSeconds(30) && nextLookInMinutes != 0), $"{nextLook}: {next} at {now}");
        await api.EndPaymentAsync(paymentId);

        DateTimeOffset? InMinutes(int? minutes) => minutes is { } number ? now.AddMinutes(number) : null;
    }

    [Fact]
    public async Task Two_sweepers_at_once_share_the_work()
    {
        var payments = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            payments.Add(await api.AddPendingPaymentAsync());
            await AgeAsync(payments[^1], TimeProvider.System.GetUtcNow() - Long, nextLook: null, lastLook: null);
        }

        var swept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.Service<SweepStaleOrders>().ExecuteAsync(_ct)));

        Assert.Equal(5, swept.Sum());
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }

    private Task<int> AgeAsync(
        long paymentId, DateTimeOffset placedAt, DateTimeOffset? nextLook, DateTimeOffset? lastLook) => api.InDatabaseAsync(async db =>
    {
        await db.Payments.Where(p => p.Id == paymentId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.NextLookAt, nextLook).SetProperty(p => p.LastLookAt, lastLook), _ct);
        return await db.Orders.Where(o => db.Payments.Any(p => p.Id == paymentId && p.OrderId == o.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.CreatedAt, placedAt), _ct);
    });

    private Task<Payment> PaymentAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId, _ct));
}
